using ModelGateway.Scheduling;

namespace ModelGateway.Keys;

/// <summary>When a key is asked for, and for which request.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Now">Its timestamp.</param>
internal readonly record struct KeyMoment(TimeProvider Time, long Now)
{
    /// <summary>The keys that the request has tried at this provider: one bit by index, up to 64.</summary>
    public ulong Tried { get; init; }

    /// <summary>Whether nothing healthier is left for the request, so that a key that rests may be probed.</summary>
    public bool IsLast { get; init; }

    public long Stamps(TimeSpan span) => Time.ToTimestamps(span);

    public ProbePace Pace(TimeSpan shortest) => ProbePace.From(shortest, KeyHealth.LongestProbeInterval, Time);
}
