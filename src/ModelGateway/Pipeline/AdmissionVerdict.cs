using ModelGateway.Costs.Budgets;

namespace ModelGateway.Pipeline;

/// <summary>Why no candidate was admitted, as far as it matters for what to do next.</summary>
internal struct AdmissionVerdict
{
    /// <summary>Whether some candidate is merely at its concurrency limit, so that waiting helps.</summary>
    public bool CanWait;

    /// <summary>Why waiting did not help, as the end of a sentence; null where nobody waited.</summary>
    public string? Waited;

    /// <summary>The mildest budget refusal; null where no budget refused.</summary>
    public BudgetRefusal? Budget;

    /// <summary>How long until the first candidate may be in again; null where nothing is known.</summary>
    public TimeSpan? RetryAfter;

    public void Offer(TimeSpan retryAfter)
    {
        if (retryAfter > TimeSpan.Zero && retryAfter < TimeSpan.MaxValue && (RetryAfter is not { } known || retryAfter < known))
        {
            RetryAfter = retryAfter;
        }
    }

    public void Offer(BudgetRefusal refusal)
    {
        if (Budget is not { } known || refusal.RequiredUsd < known.RequiredUsd)
        {
            Budget = refusal;
        }
    }
}
