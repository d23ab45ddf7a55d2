namespace ModelGateway.Scheduling;

/// <summary>How far apart probes are, in timestamps of the clock.</summary>
/// <param name="Shortest">The first interval.</param>
/// <param name="Longest">The longest interval.</param>
internal readonly record struct ProbePace(long Shortest, long Longest)
{
    public static ProbePace From(TimeSpan shortest, TimeSpan longest, TimeProvider time) =>
        new(time.ToTimestamps(shortest), time.ToTimestamps(longest));
}
