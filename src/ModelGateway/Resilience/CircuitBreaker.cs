namespace ModelGateway.Resilience;

/// <summary>
/// A consecutive-failure circuit breaker: after so many failures in a row the deployment is left alone for a while that doubles with
/// every failed probe, then one request probes it. Thread-safe; state outlives reloads.
/// </summary>
internal sealed class CircuitBreaker
{
    private readonly Lock _lock = new();
    private int _failures;
    private long _restsUntil = long.MinValue;
    private int _openings;
    private long _opensAt = long.MinValue;
    private long _openedAt = long.MinValue;
    private bool _probing;

    /// <summary>Consecutive failures so far.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Whether an attempt may be sent now; where it may while the breaker was open, the attempt is the probe.</summary>
    /// <param name="settings">When to open and for how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="isProbe">Whether the attempt is the probe, which must report how it went.</param>
    /// <param name="retryAfter">Where it may not: how long until it may; zero while a probe is under way.</param>
    public bool TryEnter(CircuitBreakerOptions settings, TimeProvider time, long now, out bool isProbe, out TimeSpan retryAfter)
    {
        isProbe = false;
        retryAfter = TimeSpan.Zero;
        if (Volatile.Read(ref _restsUntil) is var rest && rest > now)
        {
            retryAfter = time.GetElapsedTime(now, rest);
            return false;
        }

        if (Volatile.Read(ref _failures) < settings.FailuresToOpen)
        {
            return true;
        }

        lock (_lock)
        {
            if (_failures < settings.FailuresToOpen)
            {
                return true;
            }

            if (now < _opensAt)
            {
                retryAfter = time.GetElapsedTime(now, _opensAt);
                return false;
            }

            if (_probing)
            {
                return false;
            }

            isProbe = _probing = true;
            return true;
        }
    }

    /// <summary>Whether an attempt might be sent now; changes nothing.</summary>
    /// <param name="settings">When to open and for how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="retryAfter">Where it might not: how long until it may; zero while a probe is under way.</param>
    public bool MayEnter(CircuitBreakerOptions settings, TimeProvider time, long now, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            bool isOpen = _failures >= settings.FailuresToOpen;
            long until = Math.Max(_restsUntil, isOpen ? _opensAt : long.MinValue);
            retryAfter = until > now ? time.GetElapsedTime(now, until) : TimeSpan.Zero;
            return until <= now && !(isOpen && _probing);
        }
    }

    /// <summary>Closes the breaker. Only the probe's own answer ends the probe: that of an attempt of before may come while it is still under way.</summary>
    public void OnSuccess(bool wasProbe)
    {
        if (!wasProbe && Volatile.Read(ref _failures) == 0)
        {
            return;
        }

        lock (_lock)
        {
            _failures = _openings = 0;
            _probing &= !wasProbe;
            _opensAt = long.MinValue;
        }
    }

    /// <summary>Counts a failure. Returns true where it opened the breaker.</summary>
    /// <param name="settings">When to open and for how long.</param>
    /// <param name="hint">How long the provider asks to be left alone.</param>
    /// <param name="wasProbe">Whether the attempt was the probe.</param>
    /// <param name="started">When the attempt was sent: what was sent before the breaker opened says nothing new.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    public bool OnFailure(CircuitBreakerOptions settings, TimeSpan? hint, bool wasProbe, long started, TimeProvider time, long now)
    {
        lock (_lock)
        {
            if (!wasProbe && started < _openedAt)
            {
                return false;
            }

            _failures++;
            _probing &= !wasProbe;
            if (_failures < settings.FailuresToOpen || (_opensAt > now && !wasProbe))
            {
                return false;
            }

            _openedAt = now;
            _openings = Math.Min(_openings + 1, 16);
            double seconds = Math.Min(
                settings.LongestOpen.TotalSeconds,
                Math.Max(settings.OpenFor.TotalSeconds * Math.Pow(2, _openings - 1), hint?.TotalSeconds ?? 0));
            _opensAt = now + (long)(seconds * time.TimestampFrequency);
            return true;
        }
    }

    /// <summary>Leaves the deployment alone for a time that it asked for. A later end is never replaced by an earlier one.</summary>
    public void Rest(TimeSpan rest, TimeProvider time, long now)
    {
        lock (_lock)
        {
            _restsUntil = Math.Max(_restsUntil, now + (long)(rest.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>Gives a probe back that proved nothing (cancelled, or the request itself was wrong).</summary>
    public void ReleaseProbe(bool wasProbe)
    {
        if (wasProbe)
        {
            lock (_lock)
            {
                _probing = false;
            }
        }
    }
}
