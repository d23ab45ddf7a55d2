namespace ModelGateway;

/// <summary>The period that a provider's limit counts over.</summary>
public enum QuotaPeriod
{
    /// <summary>A second.</summary>
    Second = 0,

    /// <summary>A minute: waiting helps.</summary>
    Minute,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,

    /// <summary>A month.</summary>
    Month,
}
