namespace ModelGateway;

/// <summary>One rate limit, as the provider reported it with an answer.</summary>
/// <param name="Subject">What is limited.</param>
public readonly record struct RateLimit(RateLimitSubject Subject)
{
    /// <summary>The period that it counts over; null where the provider does not report it, which mostly means a minute.</summary>
    public QuotaPeriod? Period { get; init; }

    /// <summary>How much is allowed.</summary>
    public long? Limit { get; init; }

    /// <summary>How much of it is left.</summary>
    public long? Remaining { get; init; }

    /// <summary>When the whole limit is available again.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}
