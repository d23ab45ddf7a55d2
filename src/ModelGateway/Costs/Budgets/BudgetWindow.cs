namespace ModelGateway;

/// <summary>How often a budget becomes whole again. Windows begin at full hours, days and months, UTC.</summary>
public enum BudgetWindow
{
    /// <summary>Never: the limit is for the lifetime of the process.</summary>
    Total = 0,

    /// <summary>Every full hour.</summary>
    Hour,

    /// <summary>Every midnight UTC.</summary>
    Day,

    /// <summary>Every first of the month, midnight UTC.</summary>
    Month,
}
