namespace ModelGateway;

/// <summary>
/// The timeouts of an attempt. A timeout that is not set is taken from the next level: from the request to the route, the provider and the
/// gateway. <see cref="Timeout.InfiniteTimeSpan"/> switches a timeout off.
/// </summary>
public sealed record GatewayTimeoutOptions
{
    /// <summary>The default timeouts: connect 10 s, first token 120 s, idle 90 s, total 10 min.</summary>
    public static GatewayTimeoutOptions Default { get; } = new()
    {
        Connect = TimeSpan.FromSeconds(10),
        FirstToken = TimeSpan.FromSeconds(120),
        Idle = TimeSpan.FromSeconds(90),
        Total = TimeSpan.FromMinutes(10),
    };

    /// <summary>The timeout for opening a connection: name resolution and TCP, without TLS.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>The timeout for the first content of a stream.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>The timeout between two contents of a stream. Comments and pings do not count as content.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>The timeout for the whole attempt. If it is switched off, an attempt still ends after 24 hours.</summary>
    public TimeSpan? Total { get; init; }

    /// <summary>Whether a timeout is valid: positive, and short enough for a timer.</summary>
    internal static bool IsValid(TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan || (limit > TimeSpan.Zero && limit <= TimeSpan.FromDays(40));

    /// <summary>Completes these timeouts with those of the next level.</summary>
    internal GatewayTimeoutOptions Over(GatewayTimeoutOptions? fallback) => fallback is null ? this : new GatewayTimeoutOptions
    {
        Connect = Connect ?? fallback.Connect,
        FirstToken = FirstToken ?? fallback.FirstToken,
        Idle = Idle ?? fallback.Idle,
        Total = Total ?? fallback.Total,
    };
}
