namespace ModelGateway.Scheduling;

/// <summary>
/// When something that is down is tried again. One call is in flight at a time, and the next one follows after an eighth of the time that
/// it has been down, so that an outage is noticed to be over after an eighth of its length at the latest. From the first answer the calls
/// that may be in flight double with every answer and every second. Its owner's lock guards it.
/// </summary>
internal struct ProbeSchedule
{
    private const int ShareOfDownTime = 8;
    private const int DoublingIntervals = 4;
    private const int MostDoublings = 20;

    private long _downSince;
    private long _interval;
    private long _failedAt;
    private long _sentAt;
    private long _answeredAt;
    private int _inFlight;
    private int _answers;

    /// <summary>Whether a call has been answered since the last failure.</summary>
    public readonly bool IsRamping => _answers > 0;

    /// <summary>How many calls are in flight that took a place.</summary>
    public readonly int InFlight => _inFlight;

    /// <summary>Begins: from now on it is down. Calls that are in flight keep their places.</summary>
    public void Begin(in ProbePace pace, long now)
    {
        _downSince = _sentAt = now;
        Fail(pace, now);
    }

    /// <summary>Whether a call may be sent now; a place that is taken is given back by <see cref="Release"/>.</summary>
    /// <param name="pace">The intervals.</param>
    /// <param name="now">The time.</param>
    /// <param name="isLast">Whether nothing else can take the request. The interval then begins when a call is sent, not when it has
    /// failed, and a call that hangs holds up the next one only for the longest interval.</param>
    /// <param name="wait">If it may not: how long until it may; zero while calls are in flight.</param>
    public bool TryTake(in ProbePace pace, long now, bool isLast, out long wait)
    {
        if (!IsDue(pace, now, isLast, out wait))
        {
            return false;
        }

        _inFlight++;
        _sentAt = now;
        return true;
    }

    /// <summary>Whether <see cref="TryTake"/> would let a call through.</summary>
    public readonly bool IsDue(in ProbePace pace, long now, bool isLast, out long wait)
    {
        wait = 0;
        if (IsRamping)
        {
            long doublings = _answers + ((now - _answeredAt) / Math.Max(1, pace.Shortest * DoublingIntervals));
            return _inFlight < 1 << (int)Math.Min(MostDoublings, doublings);
        }

        long dueAt = (isLast ? _sentAt : _failedAt) + _interval;
        if (now < dueAt)
        {
            wait = dueAt - now;
            return false;
        }

        return _inFlight == 0 || (isLast && now - _sentAt >= pace.Longest);
    }

    /// <summary>A call was answered.</summary>
    public void Answer(long now)
    {
        if (_answers == 0)
        {
            _answeredAt = now;
        }

        _answers = Math.Min(MostDoublings, _answers + 1);
    }

    /// <summary>A call failed: again one call at a time.</summary>
    public void Fail(in ProbePace pace, long now)
    {
        _answers = 0;
        _failedAt = now;
        _interval = Math.Clamp((now - _downSince) / ShareOfDownTime, pace.Shortest, Math.Max(pace.Shortest, pace.Longest));
    }

    /// <summary>A call that took a place has ended without a result: the next one need not wait.</summary>
    public void Cancel()
    {
        Release();
        _sentAt = Math.Min(_sentAt, _failedAt);
    }

    /// <summary>A call that took a place has ended, or has shown its first content.</summary>
    public void Release() => _inFlight = Math.Max(0, _inFlight - 1);
}
