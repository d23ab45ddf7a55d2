namespace ModelGateway;

/// <summary>How often a budget is reset. Windows begin at full hours, days and months in UTC.</summary>
public enum BudgetWindow
{
    /// <summary>Never: the limit applies to the lifetime of the process.</summary>
    Total = 0,

    /// <summary>At every full hour.</summary>
    Hour,

    /// <summary>At every midnight UTC.</summary>
    Day,

    /// <summary>At midnight UTC on the first day of every month.</summary>
    Month,
}
