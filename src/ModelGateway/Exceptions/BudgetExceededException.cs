namespace ModelGateway;

/// <summary>A budget does not allow the request. Nothing was sent under it.</summary>
public sealed class BudgetExceededException : GatewayException
{
    internal BudgetExceededException(string message, string budget)
        : base(message)
    {
        Budget = budget;
    }

    /// <summary>The budget's scope with its values filled in, e.g. <c>team:search</c>.</summary>
    public string Budget { get; }

    /// <summary>The limit, in US dollars.</summary>
    public decimal LimitUsd { get; internal init; }

    /// <summary>What is settled and held in the current window, in US dollars.</summary>
    public decimal CommittedUsd { get; internal init; }

    /// <summary>The least that the cheapest candidate with a known price needed, in US dollars; null where no candidate has one.</summary>
    public decimal? RequiredUsd { get; internal init; }

    /// <summary>When the window ends and the budget resets; null where it never does.</summary>
    public DateTimeOffset? ResetsAt { get; internal init; }
}
