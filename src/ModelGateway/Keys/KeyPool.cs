namespace ModelGateway.Keys;

/// <summary>A provider's keys, taken in turn; those that rest are passed over.</summary>
internal sealed class KeyPool
{
    /// <summary>How long to stay away after a refusal for the rate that came without a hint.</summary>
    public static readonly TimeSpan RateRest = TimeSpan.FromSeconds(5);

    // A refused key stays refused until somebody acts; trying it again after a while bounds the harm of a wrong verdict.
    private static readonly TimeSpan RefusedRest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuotaRest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestHint = TimeSpan.FromHours(24);

    private readonly ProviderKey[] _keys;
    private readonly KeyHealth[] _health;
    private int _next;

    public KeyPool(IReadOnlyList<ProviderKey> keys, Func<ProviderKey, KeyHealth> health)
    {
        _keys = [.. keys];
        _health = [.. keys.Select(health)];
    }

    public int Count => _keys.Length;

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

        uint start = (uint)Interlocked.Increment(ref _next) - 1;
        for (int i = 0; i < _keys.Length; i++)
        {
            int index = (int)((start + (uint)i) % (uint)_keys.Length);
            if ((tried & Bit(index)) != 0)
            {
                continue;
            }

            TimeSpan rest = _health[index].RestLeft(time, now);
            if (rest <= TimeSpan.Zero)
            {
                lease = new KeyLease(index, _keys[index]);
                return true;
            }

            if (rest < retryAfter)
            {
                retryAfter = rest;
                reason = _health[index].Reason;
            }
        }

        return false;
    }

    /// <summary>Puts a key aside after a failure that was the key's.</summary>
    public void Report(KeyLease lease, FailureKind kind, TimeSpan? hint, TimeProvider time, long now)
    {
        if (lease.Index < 0)
        {
            return;
        }

        TimeSpan? rest = kind switch
        {
            FailureKind.Unauthorized => RefusedRest,
            FailureKind.QuotaExhausted => hint ?? QuotaRest,
            FailureKind.RateLimited => hint ?? RateRest,
            _ => null,
        };
        if (rest is { } duration)
        {
            _health[lease.Index].Rest(kind, duration > LongestHint ? LongestHint : duration, time, now);
        }
    }

    public static ulong Bit(int index) => index is >= 0 and < 64 ? 1UL << index : 0;
}
