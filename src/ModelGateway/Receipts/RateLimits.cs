namespace ModelGateway;

/// <summary>The provider's rate limits, normalised from its response headers.</summary>
public sealed class RateLimits
{
    private readonly RateLimit[] _limits;

    internal RateLimits(RateLimit[] limits)
    {
        _limits = limits;
    }

    /// <summary>Every limit, in the order of the headers.</summary>
    public IReadOnlyList<RateLimit> All => _limits;

    /// <summary>The limit of requests over the shortest period; null where the provider reports none.</summary>
    public RateLimit? Requests => Find(RateLimitSubject.Requests);

    /// <summary>The limit of tokens over the shortest period; null where the provider reports none.</summary>
    public RateLimit? Tokens => Find(RateLimitSubject.Tokens);

    /// <summary>The limit of input tokens over the shortest period; null where the provider reports none.</summary>
    public RateLimit? InputTokens => Find(RateLimitSubject.InputTokens);

    /// <summary>The limit of output tokens over the shortest period; null where the provider reports none.</summary>
    public RateLimit? OutputTokens => Find(RateLimitSubject.OutputTokens);

    /// <summary>How long until the limits that are used up reset; null where none is known to be used up.</summary>
    internal TimeSpan? TimeUntilReset(DateTimeOffset now)
    {
        DateTimeOffset? latest = null;
        foreach (RateLimit limit in _limits)
        {
            if (limit is { Remaining: <= 0, ResetsAt: { } at } && !(latest >= at))
            {
                latest = at;
            }
        }

        return latest is { } reset ? TimeSpan.FromTicks(Math.Max(0, (reset - now).Ticks)) : null;
    }

    private RateLimit? Find(RateLimitSubject subject)
    {
        RateLimit? found = null;
        foreach (RateLimit limit in _limits)
        {
            if (limit.Subject == subject && (found is not { } shorter || Period(limit) < Period(shorter)))
            {
                found = limit;
            }
        }

        return found;
    }

    private static QuotaPeriod Period(RateLimit limit) => limit.Period ?? QuotaPeriod.Minute;
}
