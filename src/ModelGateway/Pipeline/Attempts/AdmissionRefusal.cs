using ModelGateway.Costs.Budgets;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Receipts;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>Why no candidate was admitted, as far as it matters for what to do next.</summary>
internal struct AdmissionRefusal
{
    /// <summary>Whether some candidate is merely at its concurrency limit, so that waiting helps.</summary>
    public bool CanWait;

    /// <summary>Why waiting did not help, as the end of a sentence; null where the request did not wait.</summary>
    public string? Waited;

    /// <summary>The mildest budget refusal; null where no budget refused.</summary>
    public BudgetRefusal? Budget;

    /// <summary>How long until the first candidate may be in again; null where that is unknown.</summary>
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

    /// <summary>
    /// The refusal as the caller gets it: the budget's where one refused, else that no deployment could take the request.
    /// </summary>
    public readonly GatewayException ToException(GatewayRequest request)
    {
        string asked = request.Route.Name ?? request.Route.Candidates[0].Name;
        if (Budget is { } budget)
        {
            request.Runtime.Telemetry.OnBudgetRefusal();
            return BudgetExceeded(asked, budget);
        }

        IReadOnlyList<SkippedDeployment> skipped = request.Receipt.Skipped;
        string reasons = string.Join("; ", skipped.Select(candidate => $"{candidate.Deployment}: {candidate.Reason}"));
        string message = $"No deployment of '{asked}' could take the request. {reasons}.{Waited}";
        return new NoRouteException(message, request.Receipt.RequestedModel)
        {
            Skipped = skipped,
            RetryAfter = RetryAfter,
        };
    }

    private static BudgetExceededException BudgetExceeded(string asked, BudgetRefusal budget)
    {
        string left = ReceiptText.Money(Math.Max(0, budget.LimitUsd - budget.CommittedUsd));
        string resets = budget.ResetsAt is { } at ? $" It is whole again at {at:u}." : "";
        return new BudgetExceededException(
            $"The budget {budget.Account} has {left} of {ReceiptText.Money(budget.LimitUsd)} left; "
            + $"the cheapest candidate of '{asked}' needs {ReceiptText.Money(budget.RequiredUsd)}.{resets}",
            budget.Account)
        {
            LimitUsd = budget.LimitUsd,
            CommittedUsd = budget.CommittedUsd,
            RequiredUsd = budget.RequiredUsd,
            ResetsAt = budget.ResetsAt,
        };
    }
}
