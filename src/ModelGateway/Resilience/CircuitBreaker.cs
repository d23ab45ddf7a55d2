using ModelGateway.Failures;
using ModelGateway.Scheduling;

namespace ModelGateway.Resilience;

/// <summary>
/// Says whether a deployment is healthy, by the share of its latest calls that were answered. One that answers at most half of them is
/// open: it comes behind the healthy candidates, and is tried before them only by probes. One that answers nothing is dark: it gets probes
/// and nothing else. Thread-safe; its state outlives reloads.
/// </summary>
internal sealed class CircuitBreaker
{
    private const int Closed = 0;
    private const int Open = 1;
    private const int Dark = 2;

    // A deployment that answers 5 % of its calls fails 20 × 10 times in a row once in 28,000 tries.
    private const long DarkAfter = 5;
    private const long DarkAtOnce = 20;

    // With many calls demanded, a deployment that fails now and then would never have as many answers in a row.
    private const int MostAnswersToClose = 20;

    private readonly Lock _lock = new();
    private readonly AnswerWindow _window = new();
    private ProbeSchedule _probes;
    private ProviderFailure? _cause;
    private int _state;
    private int _failures;
    private int _answersInARow;
    private long _restsUntil = long.MinValue;
    private long _changedAt = long.MinValue;
    private long _lastSent = long.MinValue;
    private long _silentSince;
    private bool _wasPoor;
    private long _lastAnswer = long.MinValue;

    /// <summary>How many failures there were in a row.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>The last failure that counted; null before the first.</summary>
    public ProviderFailure? Cause => Volatile.Read(ref _cause);

    /// <summary>Whether an attempt may be sent now.</summary>
    /// <param name="at">The settings and the time.</param>
    /// <param name="isLast">Whether no healthier candidate is left for the request.</param>
    /// <param name="isProbe">Whether the attempt took the place of a probe, which it gives back with its result.</param>
    /// <param name="retryAfter">If it may not: how long until it may; zero while probes are under way.</param>
    public bool TryEnter(in BreakerMoment at, bool isLast, out bool isProbe, out TimeSpan retryAfter)
    {
        isProbe = false;
        retryAfter = TimeSpan.Zero;
        if (Volatile.Read(ref _state) != Closed || (!isLast && Volatile.Read(ref _restsUntil) > at.Now))
        {
            lock (_lock)
            {
                if (!MayEnter(at, isLast, out retryAfter))
                {
                    return false;
                }

                isProbe = TakesProbe(at, isLast) && _probes.TryTake(at.Pace, at.Now, isLast, out _);
            }
        }

        Volatile.Write(ref _lastSent, at.Now);
        return true;
    }

    /// <summary>Whether an attempt could be sent now, though healthier candidates may be left. Changes nothing.</summary>
    /// <param name="at">The settings and the time.</param>
    /// <param name="retryAfter">If it could not: how long until it may; zero while probes are under way.</param>
    public bool MayEnter(in BreakerMoment at, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            return MayEnter(at, isLast: false, out retryAfter);
        }
    }

    /// <summary>An attempt was answered, or has shown its first content.</summary>
    /// <param name="at">The settings and the time.</param>
    /// <param name="wasProbe">Whether the attempt held the place of a probe.</param>
    public void OnAnswer(in BreakerMoment at, bool wasProbe)
    {
        _window.AddAnswer(at);
        Volatile.Write(ref _lastAnswer, at.Now);
        if (Volatile.Read(ref _failures) != 0)
        {
            Volatile.Write(ref _failures, 0);
        }

        if (wasProbe || Volatile.Read(ref _state) != Closed)
        {
            lock (_lock)
            {
                Recover(at, wasProbe);
            }
        }
    }

    /// <summary>Counts a failure.</summary>
    /// <param name="at">The settings and the time.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="wasProbe">Whether the attempt held the place of a probe.</param>
    /// <param name="sent">When the attempt was sent.</param>
    /// <returns>Whether this failure opened the breaker.</returns>
    public bool OnFailure(in BreakerMoment at, ProviderFailure failure, bool wasProbe, long sent)
    {
        lock (_lock)
        {
            if (wasProbe)
            {
                _probes.Release();
            }

            if (!IsNews(at, sent))
            {
                return false;
            }

            bool wasRamping = _probes.IsRamping;
            Volatile.Write(ref _cause, failure);
            if (_failures == 0)
            {
                // Calls that hang were sent before the last answer.
                _silentSince = Math.Max(sent, Volatile.Read(ref _lastAnswer));
                _wasPoor = _state == Open;
            }

            Volatile.Write(ref _failures, _failures + 1);
            _answersInARow = 0;
            _window.AddFailure(at);
            if (_state != Closed)
            {
                _probes.Fail(at.Pace, at.Now);
            }

            if (_state == Dark && wasRamping)
            {
                // It answers some of its calls again.
                Change(Open, at);
            }

            return Judge(at);
        }
    }

    /// <summary>
    /// Puts the deployment behind the others for a time that it asked for. An earlier end never replaces a later one.
    /// </summary>
    public void Rest(ProviderFailure cause, TimeSpan rest, in BreakerMoment at)
    {
        lock (_lock)
        {
            Volatile.Write(ref _cause, cause);
            Volatile.Write(ref _restsUntil, Math.Max(_restsUntil, at.Now + at.Stamps(rest)));
        }
    }

    /// <summary>Ends a probe without a result: it was cancelled, or the request was invalid.</summary>
    public void ReleaseProbe(bool wasProbe)
    {
        if (wasProbe)
        {
            lock (_lock)
            {
                _probes.Cancel();
            }
        }
    }

    // A deployment that is open, and the last one, needs no place among the probes: it gets every request.
    private bool TakesProbe(in BreakerMoment at, bool isLast) =>
        at.Settings.MinimumCalls != int.MaxValue && (_state == Dark || (_state == Open && !isLast));

    private bool MayEnter(in BreakerMoment at, bool isLast, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        if (!isLast && _restsUntil > at.Now)
        {
            retryAfter = at.Until(_restsUntil);
            return false;
        }

        if (!TakesProbe(at, isLast) || _probes.IsDue(at.Pace, at.Now, isLast, out long wait))
        {
            return true;
        }

        retryAfter = at.Until(at.Now + wait);
        return false;
    }

    // What an attempt says is known already if it was sent before the breaker closed or went dark. One that hung for longer than the window
    // says something only if nothing was answered meanwhile and there is newer traffic: else the deployment may long have recovered.
    private bool IsNews(in BreakerMoment at, long sent)
    {
        if (sent < _changedAt)
        {
            return false;
        }

        long windowStart = at.Now - at.Stamps(at.Settings.Window);
        return sent >= windowStart || (sent > _lastAnswer && Volatile.Read(ref _lastSent) >= windowStart);
    }

    private void Recover(in BreakerMoment at, bool wasProbe)
    {
        if (wasProbe)
        {
            _probes.Release();
        }

        if (_state == Closed)
        {
            return;
        }

        if (_state == Dark && !_probes.IsRamping)
        {
            _changedAt = at.Now;
        }

        _probes.Answer(at.Now);
        if (++_answersInARow >= Math.Min(at.Settings.MinimumCalls, MostAnswersToClose))
        {
            Change(Closed, at);
        }
    }

    private bool Judge(in BreakerMoment at)
    {
        bool wasClosed = _state == Closed;
        if (_state != Dark && IsDark(at))
        {
            Change(Dark, at);
            _probes.Begin(at.Pace, at.Now);
        }
        else if (wasClosed && IsPoor(at))
        {
            Change(Open, at);
            _probes.Begin(at.Pace, at.Now);
        }

        return wasClosed && _state != Closed;
    }

    // One that answered few of its calls already may well have a long run of failures, and still answers.
    private bool IsDark(in BreakerMoment at)
    {
        long minimum = at.Settings.MinimumCalls;
        return _failures >= DarkAtOnce * minimum
            || (!_wasPoor && _failures >= DarkAfter * minimum && _silentSince <= at.Now - at.Stamps(at.Settings.ProbeAfter));
    }

    private bool IsPoor(in BreakerMoment at)
    {
        (int answers, int calls) = _window.Latest(at, at.Settings.MinimumCalls);
        return calls >= at.Settings.MinimumCalls && answers * 2L <= calls;
    }

    private void Change(int state, in BreakerMoment at)
    {
        Volatile.Write(ref _state, state);
        _answersInARow = 0;
        if (state != Open)
        {
            _changedAt = at.Now;
        }
    }
}
