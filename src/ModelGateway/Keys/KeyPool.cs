using ModelGateway.Failures;

namespace ModelGateway.Keys;

/// <summary>
/// A provider's keys as one of its deployments uses them, taken in turn; those that rest are passed over. A refused or exhausted key rests
/// for the whole provider; rate limits and missing permissions are a model's own, so there the key rests for this deployment alone, and for one operation.
/// </summary>
internal sealed class KeyPool
{
    private static readonly TimeSpan RateRest = TimeSpan.FromSeconds(5);

    // A refused key stays refused until somebody acts; trying it again after a while bounds the harm of a wrong verdict.
    private static readonly TimeSpan RefusedRest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuotaRest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestHint = TimeSpan.FromHours(24);

    // "Retry-After: 0" says that the limit is a short one, not that there is none.
    private static readonly TimeSpan ShortestHint = TimeSpan.FromMilliseconds(100);

    private readonly ProviderKey[] _keys;
    private readonly KeyHealth[] _atProvider;
    private readonly KeyHealth[] _atDeployment;
    private readonly RoundRobinCounter _turn;

    /// <summary>Makes the pool of a provider that is a deployment by itself.</summary>
    public KeyPool(IReadOnlyList<ProviderKey> keys, Func<ProviderKey, KeyHealth> health)
    {
        _keys = [.. keys];
        _atProvider = [.. keys.Select(health)];
        _atDeployment = _atProvider;
        _turn = new RoundRobinCounter();
    }

    private KeyPool(KeyPool provider, Func<ProviderKey, KeyHealth> health)
    {
        _keys = provider._keys;
        _atProvider = provider._atProvider;
        _atDeployment = Array.ConvertAll(_keys, key => health(key));
        _turn = provider._turn;
    }

    /// <summary>A pool without keys, for what needs none.</summary>
    public static KeyPool Empty { get; } = new([], static _ => new KeyHealth());

    public int Count => _keys.Length;

    /// <summary>The same keys, and the same turns, for one deployment.</summary>
    /// <param name="health">What is known of a key at that deployment.</param>
    public KeyPool For(Func<ProviderKey, KeyHealth> health) => new(this, health);

    /// <summary>Leases the next key that does not rest and is not among those already tried.</summary>
    /// <param name="tried">Bits of the keys (by index, up to 64) that this request has used up at this provider.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="lease">The key's index and the key; index -1 and null where the provider needs none.</param>
    /// <param name="retryAfter">Where none is free: how long until the first one is.</param>
    /// <param name="reason">Where none is free: why.</param>
    public bool TryLease(ulong tried, TimeProvider time, long now, out KeyLease lease, out TimeSpan retryAfter, out FailureKind reason)
    {
        lease = KeyLease.None;
        retryAfter = TimeSpan.MaxValue;
        reason = FailureKind.Unauthorized;
        if (_keys.Length == 0)
        {
            return tried == 0;
        }

        uint start = _turn.Next();
        for (int i = 0; i < _keys.Length; i++)
        {
            int index = (int)((start + (uint)i) % (uint)_keys.Length);
            if ((tried & Bit(index)) != 0)
            {
                continue;
            }

            TimeSpan atProvider = _atProvider[index].RestLeft(time, now);
            TimeSpan atDeployment = _atDeployment[index].RestLeft(time, now);
            TimeSpan rest = atProvider < atDeployment ? atDeployment : atProvider;
            if (rest <= TimeSpan.Zero)
            {
                lease = new KeyLease(index, _keys[index]);
                return true;
            }

            if (rest < retryAfter)
            {
                retryAfter = rest;
                reason = (atProvider < atDeployment ? _atDeployment : _atProvider)[index].Reason;
            }
        }

        return false;
    }

    /// <summary>Whether some key does not rest; takes no turn.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="retryAfter">Where all rest: how long until the first one is free.</param>
    /// <param name="reason">Where all rest: why.</param>
    public bool HasFree(TimeProvider time, long now, out TimeSpan retryAfter, out FailureKind reason)
    {
        retryAfter = TimeSpan.MaxValue;
        reason = FailureKind.Unauthorized;
        for (int i = 0; i < _keys.Length; i++)
        {
            TimeSpan atProvider = _atProvider[i].RestLeft(time, now);
            TimeSpan atDeployment = _atDeployment[i].RestLeft(time, now);
            TimeSpan rest = atProvider < atDeployment ? atDeployment : atProvider;
            if (rest <= TimeSpan.Zero)
            {
                return true;
            }

            if (rest < retryAfter)
            {
                retryAfter = rest;
                reason = (atProvider < atDeployment ? _atDeployment : _atProvider)[i].Reason;
            }
        }

        return _keys.Length == 0;
    }

    /// <summary>Puts a key aside after a failure that was the key's.</summary>
    public void Report(KeyLease lease, ProviderFailure failure, TimeProvider time, long now)
    {
        if (lease.Index < 0)
        {
            return;
        }

        TimeSpan? rest = RestAfter(failure);
        if (rest is { } duration)
        {
            bool isTheModels = failure is { Kind: FailureKind.RateLimited } or { Kind: FailureKind.Unauthorized, StatusCode: 403 };
            (isTheModels ? _atDeployment : _atProvider)[lease.Index].Rest(failure.Kind, duration, time, now);
        }
    }

    /// <summary>How long to stay away after a failure that was the key's; null after others.</summary>
    public static TimeSpan? RestAfter(ProviderFailure failure) => failure.Kind switch
    {
        FailureKind.Unauthorized => RefusedRest,
        FailureKind.QuotaExhausted => Bounded(failure.RetryAfter) ?? QuotaRest,
        FailureKind.RateLimited => Bounded(failure.RetryAfter) ?? (failure.QuotaPeriod >= QuotaPeriod.Hour ? QuotaRest : RateRest),
        _ => null,
    };

    public static ulong Bit(int index) => index is >= 0 and < 64 ? 1UL << index : 0;

    private static TimeSpan? Bounded(TimeSpan? hint) =>
        hint is not { } time ? null : time < ShortestHint ? ShortestHint : time > LongestHint ? LongestHint : time;
}
