namespace ModelGateway;

/// <summary>Over what time a provider counts towards one of its limits.</summary>
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
