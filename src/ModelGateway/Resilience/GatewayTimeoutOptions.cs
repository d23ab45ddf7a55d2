namespace ModelGateway;

/// <summary>
/// The timeouts of an attempt. A timeout that is not set is taken from the next level: from the request to the route, the provider and the
/// gateway. <see cref="Timeout.InfiniteTimeSpan"/> switches a timeout off.
/// </summary>
public sealed record GatewayTimeoutOptions
{
    /// <summary>The default timeouts: connect 10 s, first token 120 s, idle 90 s, total 10 min; response as total.</summary>
    public static GatewayTimeoutOptions Default { get; } = new()
    {
        Connect = TimeSpan.FromSeconds(10),
        FirstToken = TimeSpan.FromSeconds(120),
        Idle = TimeSpan.FromSeconds(90),
        Total = TimeSpan.FromMinutes(10),
    };

    /// <summary>The timeout for opening a connection: name resolution and TCP, without TLS.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>
    /// The timeout for the first content where the provider streams. A provider that answers in one piece shows nothing before its end:
    /// see <see cref="Response"/>.
    /// </summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>
    /// The timeout between two contents where the provider streams. Comments and pings do not count as content.
    /// </summary>
    public TimeSpan? Idle { get; init; }

    /// <summary>
    /// The timeout for an answer that the provider sends in one piece: of <c>GetResponseAsync</c>, unless the provider streams it (see
    /// <see cref="ModelGatewayOptions.StreamUpstream"/>), and of a batch of embeddings. Where it is longer than <see cref="Total"/>, that
    /// one ends the attempt.
    /// </summary>
    /// <value>The default is <see langword="null"/>: <see cref="Total"/> alone applies.</value>
    public TimeSpan? Response { get; init; }

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
        Response = Response ?? fallback.Response,
        Total = Total ?? fallback.Total,
    };
}
