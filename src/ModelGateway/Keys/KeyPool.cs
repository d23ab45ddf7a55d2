using ModelGateway.Failures;

namespace ModelGateway.Keys;

/// <summary>
/// The keys of a provider, as one of its deployments uses them: in turn, without those that rest. A key that was refused or has no quota
/// left rests for the whole provider. Rate limits and missing permissions belong to a model, so after these the key rests for one
/// deployment and one operation only.
/// </summary>
internal sealed class KeyPool
{
    private static readonly TimeSpan RateRest = TimeSpan.FromSeconds(5);

    // A refused key stays refused until a person replaces it. It is still tried again after a while, in case the refusal was a mistake.
    private static readonly TimeSpan RefusedRest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuotaRest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestHint = TimeSpan.FromHours(24);

    // "Retry-After: 0" means a very short limit, not the absence of a limit.
    private static readonly TimeSpan ShortestHint = TimeSpan.FromMilliseconds(100);

    private readonly ProviderKey[] _keys;
    private readonly KeyHealth[] _atProvider;
    private readonly KeyHealth[] _atDeployment;
    private readonly RoundRobinCounter _turn;

    /// <summary>Creates the pool of a provider.</summary>
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

    /// <summary>A pool without keys, for providers that need none.</summary>
    public static KeyPool Empty { get; } = new([], static _ => new KeyHealth());

    public int Count => _keys.Length;

    /// <summary>The keys.</summary>
    public IReadOnlyList<ProviderKey> Keys => _keys;

    /// <summary>Creates the pool of one of the provider's deployments, with the same keys and a common turn.</summary>
    /// <param name="health">The health of a key at that deployment.</param>
    public KeyPool For(Func<ProviderKey, KeyHealth> health) => new(this, health);

    /// <summary>Leases the next key that does not rest and was not tried before.</summary>
    /// <param name="tried">The keys that this request has tried at this provider: one bit by index, up to 64.</param>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="lease">The key and its index; null and -1 if the provider needs no key.</param>
    /// <param name="retryAfter">If no key is free: how long until the first one is.</param>
    /// <param name="reason">If no key is free: why the first one rests.</param>
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

            TimeSpan rest = RestLeft(index, time, now, out FailureKind cause);
            if (rest <= TimeSpan.Zero)
            {
                lease = new KeyLease(index, _keys[index]);
                return true;
            }

            if (rest < retryAfter)
            {
                (retryAfter, reason) = (rest, cause);
            }
        }

        return false;
    }

    /// <summary>Whether some key does not rest. Takes no turn.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="now">Its timestamp.</param>
    /// <param name="retryAfter">If all keys rest: how long until the first one is free.</param>
    /// <param name="reason">If all keys rest: why the first one does.</param>
    public bool HasFree(TimeProvider time, long now, out TimeSpan retryAfter, out FailureKind reason)
    {
        retryAfter = TimeSpan.MaxValue;
        reason = FailureKind.Unauthorized;
        for (int i = 0; i < _keys.Length; i++)
        {
            TimeSpan rest = RestLeft(i, time, now, out FailureKind cause);
            if (rest <= TimeSpan.Zero)
            {
                return true;
            }

            if (rest < retryAfter)
            {
                (retryAfter, reason) = (rest, cause);
            }
        }

        return _keys.Length == 0;
    }

    /// <summary>Lets a key rest after a failure that was caused by the key.</summary>
    public void Report(KeyLease lease, ProviderFailure failure, TimeProvider time, long now)
    {
        if (lease.Index < 0)
        {
            return;
        }

        TimeSpan? rest = RestAfter(failure);
        if (rest is { } duration)
        {
            bool isForModel = failure is { Kind: FailureKind.RateLimited } or { Kind: FailureKind.Unauthorized, StatusCode: 403 };
            (isForModel ? _atDeployment : _atProvider)[lease.Index].Rest(failure.Kind, duration, time, now);
        }
    }

    /// <summary>How long a key rests after a failure; null if the failure was not caused by the key.</summary>
    public static TimeSpan? RestAfter(ProviderFailure failure) => failure.Kind switch
    {
        FailureKind.Unauthorized => RefusedRest,
        FailureKind.QuotaExhausted => Bounded(failure.RetryAfter) ?? QuotaRest,
        FailureKind.RateLimited => Bounded(failure.RetryAfter) ?? (failure.QuotaPeriod >= QuotaPeriod.Hour ? QuotaRest : RateRest),
        _ => null,
    };

    public static ulong Bit(int index) => index is >= 0 and < 64 ? 1UL << index : 0;

    // The longer of the rests at the provider and at the deployment.
    private TimeSpan RestLeft(int index, TimeProvider time, long now, out FailureKind cause)
    {
        TimeSpan atProvider = _atProvider[index].RestLeft(time, now);
        TimeSpan atDeployment = _atDeployment[index].RestLeft(time, now);
        bool isLongerAtDeployment = atProvider < atDeployment;
        cause = (isLongerAtDeployment ? _atDeployment : _atProvider)[index].Reason;
        return isLongerAtDeployment ? atDeployment : atProvider;
    }

    private static TimeSpan? Bounded(TimeSpan? hint) =>
        hint is not { } time ? null : time < ShortestHint ? ShortestHint : time > LongestHint ? LongestHint : time;

    /// <summary>Counts the turns of a provider's keys over all of its deployments.</summary>
    private sealed class RoundRobinCounter
    {
        private int _next;

        public uint Next() => (uint)Interlocked.Increment(ref _next) - 1;
    }
}

/// <summary>A key in use by one attempt.</summary>
internal readonly record struct KeyLease(int Index, ProviderKey? Key)
{
    /// <summary>The lease of a provider that needs no key.</summary>
    public static KeyLease None { get; } = new(-1, null);
}
