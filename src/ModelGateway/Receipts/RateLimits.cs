namespace ModelGateway;

/// <summary>A provider's limits of the rate, in one form whatever its headers are called.</summary>
public sealed class RateLimits
{
    private readonly RateLimit[] _limits;

    internal RateLimits(RateLimit[] limits)
    {
        _limits = limits;
    }

    /// <summary>Every limit that was told, in the order of the headers.</summary>
    public IReadOnlyList<RateLimit> All => _limits;

    /// <summary>The limit of requests over the shortest time; null where none was told.</summary>
    public RateLimit? Requests => Find(RateLimitSubject.Requests);

    /// <summary>The limit of tokens over the shortest time; null where none was told.</summary>
    public RateLimit? Tokens => Find(RateLimitSubject.Tokens);

    /// <summary>The limit of input tokens over the shortest time; null where none was told.</summary>
    public RateLimit? InputTokens => Find(RateLimitSubject.InputTokens);

    /// <summary>The limit of output tokens over the shortest time; null where none was told.</summary>
    public RateLimit? OutputTokens => Find(RateLimitSubject.OutputTokens);

    /// <summary>How long until what is used up is whole again; null where nothing is known to be used up.</summary>
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
            if (limit.Subject == subject && (found is not { } shorter || (limit.Period ?? QuotaPeriod.Minute) < (shorter.Period ?? QuotaPeriod.Minute)))
            {
                found = limit;
            }
        }

        return found;
    }
}
