namespace ModelGateway.Costs.Budgets;

/// <summary>A rule and the account that a request is charged to under it.</summary>
internal readonly record struct BudgetCharge(BudgetRule Rule, BudgetAccount Account)
{
    /// <summary>What tells the account apart from the rule's others.</summary>
    public required string Key { get; init; }

    /// <summary>What tells the account apart from all others, also across reloads.</summary>
    public (string Template, BudgetWindow Window, string Key) Place => (Rule.Template, Rule.Window, Key);
}
