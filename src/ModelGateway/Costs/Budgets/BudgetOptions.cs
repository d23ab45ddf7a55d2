namespace ModelGateway;

/// <summary>A limit on what a scope may spend in a window.</summary>
public sealed class BudgetOptions
{
    /// <summary>
    /// Whose spending is limited, e.g. <c>team:{team}</c>. <c>{tenant}</c>, <c>{team}</c>, <c>{user}</c> and <c>{tag:name}</c> are filled in
    /// from the request's scope, so that each value has its own account; requests without the value share one.
    /// </summary>
    /// <value>The default is <c>*</c>: everybody together.</value>
    public string Scope { get; set; } = "*";

    /// <summary>The limit, in US dollars. Required.</summary>
    public decimal Usd { get; set; }

    /// <summary>How often the budget becomes whole again.</summary>
    /// <value>The default is <see cref="BudgetWindow.Day"/>.</value>
    public BudgetWindow Per { get; set; } = BudgetWindow.Day;

    /// <summary>Whether models without a known price may be used under this budget. They are then not counted.</summary>
    /// <value>The default is <see langword="false"/>: they are refused.</value>
    public bool AllowUnpriced { get; set; }
}
