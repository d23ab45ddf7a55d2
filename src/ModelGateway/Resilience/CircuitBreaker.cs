namespace ModelGateway.Resilience;

/// <summary>
/// A circuit breaker that counts consecutive failures. After a configured number of failures it opens for a while, then lets one request
/// probe the deployment. Each failed probe doubles the time for which it is open. Thread-safe; its state outlives reloads.
/// </summary>
internal sealed class CircuitBreaker
{
    private readonly Lock _lock = new();
    private int _failures;
    private long _restsUntil = long.MinValue;
    private int _openings;
    private long _openUntil = long.MinValue;
    private long _openedAt = long.MinValue;
    private bool _probing;

    /// <summary>How many failures there were in a row.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Whether an attempt may be sent now. If the breaker was open, the attempt is the probe.</summary>
    /// <param name="settings">When the breaker opens and for how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="isProbe">Whether the attempt is the probe, which must report its result.</param>
    /// <param name="retryAfter">If it may not: how long until it may; zero while a probe is under way.</param>
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

        return TryEnterOpen(settings, time, now, out isProbe, out retryAfter);
    }

    /// <summary>Whether an attempt could be sent now. Changes nothing.</summary>
    /// <param name="settings">When the breaker opens and for how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="retryAfter">If it could not: how long until it may; zero while a probe is under way.</param>
    public bool MayEnter(CircuitBreakerOptions settings, TimeProvider time, long now, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            bool isOpen = _failures >= settings.FailuresToOpen;
            long until = Math.Max(_restsUntil, isOpen ? _openUntil : long.MinValue);
            retryAfter = until > now ? time.GetElapsedTime(now, until) : TimeSpan.Zero;
            return until <= now && !(isOpen && _probing);
        }
    }

    /// <summary>
    /// Closes the breaker. Only the probe's own success ends the probe: an attempt that was sent earlier may succeed while the probe is
    /// under way.
    /// </summary>
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
            _openUntil = long.MinValue;
        }
    }

    /// <summary>Counts a failure.</summary>
    /// <param name="settings">When the breaker opens and for how long.</param>
    /// <param name="hint">How long the provider asks to wait.</param>
    /// <param name="wasProbe">Whether the attempt was the probe.</param>
    /// <param name="started">When the attempt was sent. A failure of an attempt from before the breaker opened does not count.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <returns>Whether this failure opened the breaker.</returns>
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
            if (_failures < settings.FailuresToOpen || (_openUntil > now && !wasProbe))
            {
                return false;
            }

            _openedAt = now;
            _openings = Math.Min(_openings + 1, 16);
            double seconds = Math.Min(
                settings.LongestOpen.TotalSeconds,
                Math.Max(settings.OpenFor.TotalSeconds * Math.Pow(2, _openings - 1), hint?.TotalSeconds ?? 0));
            _openUntil = now + (long)(seconds * time.TimestampFrequency);
            return true;
        }
    }

    /// <summary>Lets the deployment rest for a time that it asked for. An earlier end never replaces a later one.</summary>
    public void Rest(TimeSpan rest, TimeProvider time, long now)
    {
        lock (_lock)
        {
            _restsUntil = Math.Max(_restsUntil, now + (long)(rest.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>Ends a probe without a result: it was cancelled, or the request was invalid.</summary>
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

    private bool TryEnterOpen(CircuitBreakerOptions settings, TimeProvider time, long now, out bool isProbe, out TimeSpan retryAfter)
    {
        isProbe = false;
        retryAfter = TimeSpan.Zero;
        lock (_lock)
        {
            if (_failures < settings.FailuresToOpen)
            {
                return true;
            }

            if (now < _openUntil)
            {
                retryAfter = time.GetElapsedTime(now, _openUntil);
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
}
