namespace ModelGateway;

/// <summary>One limit of the rate, as its provider told it with an answer.</summary>
/// <param name="Subject">What is limited.</param>
public readonly record struct RateLimit(RateLimitSubject Subject)
{
    /// <summary>Over what time it counts; null where the provider did not say, which mostly means a minute.</summary>
    public QuotaPeriod? Period { get; init; }

    /// <summary>How much is allowed.</summary>
    public long? Limit { get; init; }

    /// <summary>How much of it is left.</summary>
    public long? Remaining { get; init; }

    /// <summary>When it is whole again.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}
