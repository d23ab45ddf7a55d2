namespace ModelGateway.Scheduling;

internal static class TimeProviderExtensions
{
    /// <summary>How many of the clock's timestamps a time is long.</summary>
    public static long ToTimestamps(this TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
