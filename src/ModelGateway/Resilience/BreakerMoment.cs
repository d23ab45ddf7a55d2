using ModelGateway.Scheduling;

namespace ModelGateway.Resilience;

/// <summary>What a circuit breaker goes by at one call: its settings and the time.</summary>
internal readonly record struct BreakerMoment(CircuitBreakerOptions Settings, TimeProvider Time, long Now)
{
    public ProbePace Pace => ProbePace.From(Settings.ProbeInterval, Settings.LongestProbeInterval, Time);

    public long Stamps(TimeSpan span) => Time.ToTimestamps(span);

    public TimeSpan Until(long stamp) => stamp > Now ? Time.GetElapsedTime(Now, stamp) : TimeSpan.Zero;
}
