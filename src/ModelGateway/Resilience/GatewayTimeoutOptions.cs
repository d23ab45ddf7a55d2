namespace ModelGateway;

/// <summary>The clocks of an attempt. A clock that is not set here is taken from the next level up: request, route, provider, gateway. <see cref="Timeout.InfiniteTimeSpan"/> switches one off.</summary>
public sealed record GatewayTimeoutOptions
{
    /// <summary>The clocks that apply where nothing else is said: connect 10 s, first token 120 s, idle 90 s, total 10 min.</summary>
    public static GatewayTimeoutOptions Default { get; } = new()
    {
        Connect = TimeSpan.FromSeconds(10),
        FirstToken = TimeSpan.FromSeconds(120),
        Idle = TimeSpan.FromSeconds(90),
        Total = TimeSpan.FromMinutes(10),
    };

    /// <summary>How long opening a connection may take: name resolution and TCP, TLS not included.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>How long a stream may take to its first content.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>How long a stream may pause between contents; comments and pings are no progress.</summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>How long an attempt may take in all. Switched off, it still ends after 24 hours.</summary>
    public TimeSpan? Total { get; init; }

    /// <summary>Whether a clock can run that long: timers have a bound, and nothing or less is never meant.</summary>
    internal static bool IsValid(TimeSpan limit) =>
        limit == Timeout.InfiniteTimeSpan || (limit > TimeSpan.Zero && limit <= TimeSpan.FromDays(40));

    /// <summary>These clocks, completed by those of the next level up.</summary>
    internal GatewayTimeoutOptions Over(GatewayTimeoutOptions? fallback) => fallback is null ? this : new GatewayTimeoutOptions
    {
        Connect = Connect ?? fallback.Connect,
        FirstToken = FirstToken ?? fallback.FirstToken,
        Idle = Idle ?? fallback.Idle,
        Total = Total ?? fallback.Total,
    };
}
