using ModelGateway.Failures;
using ModelGateway.Scheduling;

namespace ModelGateway.Keys;

/// <summary>
/// The health of a key at a provider or deployment. It outlives reloads of the configuration. A key rests after a failure that was caused
/// by it: shortly at first, and twice as long with every failure that follows a rest. Where nothing else is left, it is used meanwhile, and
/// only probed after many failures in a row or as long as the provider asked to wait.
/// </summary>
internal sealed class KeyHealth
{
    /// <summary>The longest rest that a provider is granted; linkerd caps what a server asks for at the same time.</summary>
    public static readonly TimeSpan LongestHint = TimeSpan.FromSeconds(300);

    /// <summary>The longest time between two probes of a key that rests, and the shortest.</summary>
    public static readonly TimeSpan LongestProbeInterval = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan ShortestProbeInterval = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRateRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRefusedRest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestQuotaRest = TimeSpan.FromMinutes(5);

    // "Retry-After: 0" means a very short limit, not the absence of a limit.
    private static readonly TimeSpan ShortestHint = TimeSpan.FromMilliseconds(100);

    // Without a hint a failure says little of the next call, unless there were so many in a row: refusals come and go as well, where a
    // vendor's check of keys fails now and then.
    private const int FailuresToProbe = 50;
    private const int MostDoublings = 10;

    private readonly Lock _lock = new();
    private ProbeSchedule _probes;

    // Set with the first failure and cleared with the first answer, so that a healthy key costs one read.
    private ProviderFailure? _cause;
    private TimeSpan _interval;
    private long _restsUntil;
    private long _restedAt = long.MinValue;
    private bool _isHinted;
    private int _rests;
    private int _failures;

    /// <summary>The failure after which the key rests; null where it does not.</summary>
    public ProviderFailure? Cause => Volatile.Read(ref _cause);

    private bool IsResting => Cause is not null;

    /// <summary>Whether the key may be used now. Takes the place of a probe where nothing else is allowed.</summary>
    /// <param name="at">The time, and whether nothing else is left.</param>
    /// <param name="isProbe">Whether the place of a probe was taken, which <see cref="Release"/> gives back.</param>
    /// <param name="left">If it may not: how long until it may.</param>
    public bool TryUse(in KeyMoment at, out bool isProbe, out TimeSpan left)
    {
        isProbe = false;
        left = TimeSpan.Zero;
        if (!IsResting)
        {
            return true;
        }

        lock (_lock)
        {
            if (!MayUse(at, out bool asProbe, out left))
            {
                return false;
            }

            isProbe = asProbe && _probes.TryTake(at.Pace(_interval), at.Now, at.IsLast, out _);
            return true;
        }
    }

    /// <summary>Whether the key could be used now. Changes nothing.</summary>
    public bool MayUse(in KeyMoment at, out TimeSpan left)
    {
        left = TimeSpan.Zero;
        if (!IsResting)
        {
            return true;
        }

        lock (_lock)
        {
            return MayUse(at, out _, out left);
        }
    }

    /// <summary>Gives the place of a probe back.</summary>
    /// <param name="hasResult">Whether the probe has a result: without one the next need not wait.</param>
    public void Release(bool hasResult)
    {
        lock (_lock)
        {
            if (hasResult)
            {
                _probes.Release();
            }
            else
            {
                _probes.Cancel();
            }
        }
    }

    /// <summary>The key was accepted by an attempt that was sent since it rests: it rests no more.</summary>
    public void OnAnswer(long sent)
    {
        if (!IsResting)
        {
            return;
        }

        lock (_lock)
        {
            if (sent >= _restedAt)
            {
                Clear();
            }
        }
    }

    /// <summary>
    /// The configuration was loaded again. What a person mends is taken to be mended: a refused key, an account without money. A rate limit
    /// is none of these.
    /// </summary>
    public void OnReload()
    {
        lock (_lock)
        {
            if (_cause is { Kind: FailureKind.Unauthorized or FailureKind.QuotaExhausted })
            {
                Clear();
            }
        }
    }

    /// <summary>Lets the key rest. An earlier end never replaces a later one.</summary>
    /// <param name="failure">The failure that it caused.</param>
    /// <param name="sent">When the attempt was sent. What was in flight when the rest began does not prolong later rests.</param>
    /// <param name="at">The time.</param>
    public void Rest(ProviderFailure failure, long sent, in KeyMoment at)
    {
        lock (_lock)
        {
            _failures++;
            bool begins = !IsResting;
            bool isNew = begins || sent >= _restedAt;
            bool isHinted = failure.RetryAfter is not null && failure.Kind != FailureKind.Unauthorized;
            if (!isNew && !isHinted)
            {
                return;
            }

            TimeSpan rest = isHinted ? Bounded(failure.RetryAfter!.Value) : Longer(failure);
            long until = at.Now + at.Stamps(rest);
            if (begins || until > _restsUntil)
            {
                _restsUntil = until;
                _isHinted = isHinted;
                _interval = isHinted ? Clamp(rest / 8) : ShortestProbeInterval;
                Volatile.Write(ref _cause, failure);
            }

            if (isNew)
            {
                Begin(begins, at);
            }
        }
    }

    private static TimeSpan Bounded(TimeSpan hint) => hint < ShortestHint ? ShortestHint : hint > LongestHint ? LongestHint : hint;

    private static TimeSpan Clamp(TimeSpan interval) =>
        interval < ShortestProbeInterval ? ShortestProbeInterval : interval > LongestProbeInterval ? LongestProbeInterval : interval;

    private TimeSpan Longer(ProviderFailure failure)
    {
        TimeSpan longest = failure.Kind switch
        {
            FailureKind.RateLimited when failure.QuotaPeriod < QuotaPeriod.Hour || failure.QuotaPeriod is null => LongestRateRest,
            FailureKind.RateLimited or FailureKind.QuotaExhausted => LongestQuotaRest,
            _ => LongestRefusedRest,
        };
        TimeSpan rest = FirstRest * Math.Pow(2, Math.Min(_rests, MostDoublings));
        return rest < longest ? rest : longest;
    }

    private void Begin(bool isFirst, in KeyMoment at)
    {
        _rests++;
        _restedAt = at.Now;
        if (isFirst)
        {
            _probes.Begin(at.Pace(_interval), at.Now);
        }
        else
        {
            _probes.Fail(at.Pace(_interval), at.Now);
        }
    }

    private bool MayUse(in KeyMoment at, out bool isProbe, out TimeSpan left)
    {
        left = TimeSpan.Zero;
        isProbe = false;
        if (!IsResting)
        {
            return true;
        }

        bool isOver = at.Now >= _restsUntil;
        if ((isOver && _cause!.Kind == FailureKind.RateLimited) || (at.IsLast && !_isHinted && _failures < FailuresToProbe))
        {
            return true;
        }

        if (!isOver && !at.IsLast)
        {
            left = at.Time.GetElapsedTime(at.Now, _restsUntil);
            return false;
        }

        isProbe = true;
        if (_probes.IsDue(at.Pace(_interval), at.Now, at.IsLast, out long wait))
        {
            return true;
        }

        left = _isHinted && !isOver ? at.Time.GetElapsedTime(at.Now, _restsUntil) : at.Time.GetElapsedTime(at.Now, at.Now + wait);
        return false;
    }

    private void Clear()
    {
        _isHinted = false;
        _rests = _failures = 0;
        _probes = default;
        Volatile.Write(ref _cause, null);
    }
}
