using System.Net;

namespace ModelGateway.Tests.Simulation.Outages;

/// <summary>What a vendor does with one call.</summary>
/// <param name="Status">The status of its answer.</param>
/// <param name="Latency">How long it takes.</param>
internal readonly record struct OutageReply(HttpStatusCode Status, TimeSpan Latency)
{
    /// <summary>How long the caller is asked to wait; null for no hint.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the connection is refused instead.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether it never answers.</summary>
    public bool Hangs { get; init; }

    public bool IsAnswer => Status == HttpStatusCode.OK && !IsRefused && !Hangs;

    public static OutageReply Answer { get; } = new(HttpStatusCode.OK, TimeSpan.FromMilliseconds(5));

    public static OutageReply Failure { get; } = new(HttpStatusCode.ServiceUnavailable, TimeSpan.FromMilliseconds(5));

    public static OutageReply Refusal { get; } = Failure with { IsRefused = true };

    public static OutageReply Hang { get; } = Failure with { Hangs = true };

    public static OutageReply KeyRefused { get; } = Failure with { Status = HttpStatusCode.Unauthorized };

    public static OutageReply Limited { get; } = Failure with { Status = HttpStatusCode.TooManyRequests };
}
