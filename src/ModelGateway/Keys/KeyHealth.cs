namespace ModelGateway.Keys;

/// <summary>What is known of a key at a provider; it outlives reloads of the configuration.</summary>
internal sealed class KeyHealth
{
    private long _restsUntil = long.MinValue;

    /// <summary>Why the key rests.</summary>
    public FailureKind Reason { get; private set; }

    /// <summary>How long the key still rests; zero or less where it does not.</summary>
    public TimeSpan RestLeft(TimeProvider time, long now)
    {
        long until = Volatile.Read(ref _restsUntil);
        return until <= now ? TimeSpan.Zero : time.GetElapsedTime(now, until);
    }

    /// <summary>Puts the key aside. A later end is never replaced by an earlier one.</summary>
    public void Rest(FailureKind reason, TimeSpan rest, TimeProvider time, long now)
    {
        long until = now + (long)(rest.TotalSeconds * time.TimestampFrequency);
        long current = Volatile.Read(ref _restsUntil);
        while (until > current)
        {
            long seen = Interlocked.CompareExchange(ref _restsUntil, until, current);
            if (seen == current)
            {
                Reason = reason;
                return;
            }

            current = seen;
        }
    }
}
