namespace ModelGateway;

/// <summary>A limit on what a scope may spend in a window.</summary>
public sealed class BudgetOptions
{
    /// <summary>
    /// The template of the budget's accounts, e.g. <c>team:{team}</c>. The placeholders <c>{tenant}</c>, <c>{team}</c>, <c>{user}</c> and
    /// <c>{tag:name}</c> are filled in from the request's scope, so that each value has a separate account. Requests without the value
    /// share one account.
    /// </summary>
    /// <value>The default is <c>*</c>: one account for all requests.</value>
    public string Scope { get; set; } = "*";

    /// <summary>The limit, in US dollars. Required.</summary>
    public decimal Usd { get; set; }

    /// <summary>How often the budget is reset.</summary>
    /// <value>The default is <see cref="BudgetWindow.Day"/>.</value>
    public BudgetWindow Per { get; set; } = BudgetWindow.Day;

    /// <summary>Whether models without a known price may be used under this budget. Their use is not counted.</summary>
    /// <value>The default is <see langword="false"/>: such models are refused.</value>
    public bool AllowUnpriced { get; set; }
}
