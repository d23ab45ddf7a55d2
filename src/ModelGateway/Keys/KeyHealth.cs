namespace ModelGateway.Keys;

/// <summary>The health of a key at a provider or deployment. It outlives reloads of the configuration.</summary>
internal sealed class KeyHealth
{
    private long _restsUntil = long.MinValue;

    /// <summary>The failure after which the key rests.</summary>
    public FailureKind Reason { get; private set; }

    /// <summary>How long the key still rests; zero if it does not.</summary>
    public TimeSpan RestLeft(TimeProvider time, long now)
    {
        long until = Volatile.Read(ref _restsUntil);
        return until <= now ? TimeSpan.Zero : time.GetElapsedTime(now, until);
    }

    /// <summary>Lets the key rest. An earlier end never replaces a later one.</summary>
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
