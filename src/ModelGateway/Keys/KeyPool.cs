using ModelGateway.Failures;

namespace ModelGateway.Keys;

/// <summary>
/// The keys of a provider, as one of its deployments uses them: in turn, those that rest after all others. A key that was refused or has no
/// quota left rests for the whole provider. Rate limits and missing permissions belong to a model, so after these the key rests for one
/// deployment and one operation only. A refusal that names the model, the region or the content says nothing of the key: after it the
/// deployment rests, as it does after every such failure where it has no keys of ours.
/// </summary>
internal sealed class KeyPool
{
    private readonly ProviderKey[] _keys;
    private readonly KeyHealth[] _atProvider;
    private readonly KeyHealth[] _atDeployment;
    private readonly KeyHealth _whole;
    private readonly RoundRobinCounter _turn;

    /// <summary>Creates the pool of a provider.</summary>
    public KeyPool(IReadOnlyList<ProviderKey> keys, Func<ProviderKey, KeyHealth> health)
    {
        _keys = [.. keys];
        _atProvider = [.. keys.Select(health)];
        _atDeployment = [.. keys.Select(static _ => new KeyHealth())];
        _whole = new KeyHealth();
        _turn = new RoundRobinCounter();
    }

    private KeyPool(KeyPool provider, Func<ProviderKey, KeyHealth> health, KeyHealth whole)
    {
        _keys = provider._keys;
        _atProvider = provider._atProvider;
        _atDeployment = Array.ConvertAll(_keys, key => health(key));
        _whole = whole;
        _turn = provider._turn;
    }

    public int Count => _keys.Length;

    /// <summary>The keys.</summary>
    public IReadOnlyList<ProviderKey> Keys => _keys;

    /// <summary>A pool without keys, for a client that has its own.</summary>
    /// <param name="whole">The health of the deployment.</param>
    public static KeyPool WithoutKeys(KeyHealth whole) =>
        new KeyPool([], static _ => new KeyHealth()).For(static _ => new KeyHealth(), whole);

    /// <summary>Creates the pool of one of the provider's deployments, with the same keys and a common turn.</summary>
    /// <param name="health">The health of a key at that deployment.</param>
    /// <param name="whole">The health of the deployment with any key.</param>
    public KeyPool For(Func<ProviderKey, KeyHealth> health, KeyHealth whole) => new(this, health, whole);

    /// <summary>
    /// Leases the next key that does not rest and was not tried before; if there is none, and nothing else is left for the request, one
    /// that may be probed.
    /// </summary>
    /// <param name="at">The time, and the request.</param>
    /// <param name="lease">The key and its index; null and -1 if the provider needs no key.</param>
    /// <param name="rest">If no key is free: why, and how long until the first one is.</param>
    public bool TryLease(in KeyMoment at, out KeyLease lease, out KeyRest rest)
    {
        lease = KeyLease.None;
        rest = KeyRest.None;
        if (_keys.Length == 0 && at.Tried != 0)
        {
            return false;
        }

        if (!_whole.TryUse(at, out bool isProbe, out TimeSpan left))
        {
            rest = new KeyRest(_whole.Cause, left, IsOfDeployment: true);
            return false;
        }

        if (_keys.Length == 0)
        {
            lease = KeyLease.None with { Probes = isProbe ? KeyProbes.Whole : KeyProbes.None };
            return true;
        }

        uint start = _turn.Next();
        if (TryLease(start, at.IsLast ? at with { IsLast = false } : at, ref lease, ref rest)
            || (at.IsLast && TryLease(start, at, ref lease, ref rest)))
        {
            lease = isProbe ? lease with { Probes = lease.Probes | KeyProbes.Whole } : lease;
            return true;
        }

        if (isProbe)
        {
            _whole.Release(hasResult: false);
        }

        return false;
    }

    /// <summary>Whether some key does not rest. Takes no turn.</summary>
    /// <param name="at">The time.</param>
    /// <param name="rest">If all keys rest: why, and how long until the first one is free.</param>
    public bool HasFree(in KeyMoment at, out KeyRest rest)
    {
        rest = KeyRest.None;
        if (!_whole.MayUse(at, out TimeSpan left))
        {
            rest = new KeyRest(_whole.Cause, left, IsOfDeployment: true);
            return false;
        }

        for (int i = 0; i < _keys.Length; i++)
        {
            if (_atProvider[i].MayUse(at, out left) && _atDeployment[i].MayUse(at, out left))
            {
                return true;
            }

            Offer(ref rest, i, at);
        }

        return _keys.Length == 0;
    }

    /// <summary>An attempt with the key was answered, or has shown its first content.</summary>
    public void OnAnswer(KeyLease lease, long sent)
    {
        _whole.OnAnswer(sent);
        if (lease.Index >= 0)
        {
            _atProvider[lease.Index].OnAnswer(sent);
            _atDeployment[lease.Index].OnAnswer(sent);
        }

        Release(lease, hasResult: true);
    }

    /// <summary>Gives back the place of a probe that the lease took, where the attempt says nothing of the key.</summary>
    public void Release(KeyLease lease) => Release(lease, hasResult: false);

    /// <summary>Lets a key rest after a failure that was caused by the key, or the deployment where the failure was about that.</summary>
    /// <param name="lease">The key.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="sent">When the attempt was sent.</param>
    /// <param name="at">The time.</param>
    public void Report(KeyLease lease, ProviderFailure failure, long sent, in KeyMoment at)
    {
        if (failure.Kind is not (FailureKind.Unauthorized or FailureKind.QuotaExhausted or FailureKind.RateLimited))
        {
            Release(lease);
            return;
        }

        Release(lease, hasResult: true);

        bool isForModel = failure is { Kind: FailureKind.RateLimited } or { Kind: FailureKind.Unauthorized, StatusCode: 403 };
        KeyHealth health = lease.Index < 0 || FailurePolicy.IsAboutDeployment(failure) ? _whole
            : (isForModel ? _atDeployment : _atProvider)[lease.Index];
        health.Rest(failure, sent, at);
    }

    public static ulong Bit(int index) => index is >= 0 and < 64 ? 1UL << index : 0;

    // A key that rests in both places rests for the longer time.
    private void Offer(ref KeyRest rest, int index, in KeyMoment at)
    {
        _atProvider[index].MayUse(at, out TimeSpan atProvider);
        _atDeployment[index].MayUse(at, out TimeSpan left);
        KeyHealth health = _atDeployment[index];
        if (atProvider > left || health.Cause is null)
        {
            (health, left) = (_atProvider[index], atProvider);
        }

        if (rest.Cause is null || left < rest.Left)
        {
            rest = new KeyRest(health.Cause, left, IsOfDeployment: false);
        }
    }

    private bool TryLease(uint start, in KeyMoment at, ref KeyLease lease, ref KeyRest rest)
    {
        rest = KeyRest.None;
        for (int i = 0; i < _keys.Length; i++)
        {
            int index = (int)((start + (uint)i) % (uint)_keys.Length);
            if ((at.Tried & Bit(index)) == 0 && TryUse(index, at, out KeyProbes probes, ref rest))
            {
                lease = new KeyLease(index, _keys[index]) { Probes = probes };
                return true;
            }
        }

        return false;
    }

    private bool TryUse(int index, in KeyMoment at, out KeyProbes probes, ref KeyRest rest)
    {
        probes = KeyProbes.None;
        if (_atProvider[index].TryUse(at, out bool probesProvider, out _))
        {
            if (_atDeployment[index].TryUse(at, out bool probesDeployment, out _))
            {
                probes = (probesProvider ? KeyProbes.AtProvider : 0) | (probesDeployment ? KeyProbes.AtDeployment : 0);
                return true;
            }

            if (probesProvider)
            {
                _atProvider[index].Release(hasResult: false);
            }
        }

        Offer(ref rest, index, at);
        return false;
    }

    private void Release(KeyLease lease, bool hasResult)
    {
        if ((lease.Probes & KeyProbes.Whole) != 0)
        {
            _whole.Release(hasResult);
        }

        if ((lease.Probes & KeyProbes.AtProvider) != 0)
        {
            _atProvider[lease.Index].Release(hasResult);
        }

        if ((lease.Probes & KeyProbes.AtDeployment) != 0)
        {
            _atDeployment[lease.Index].Release(hasResult);
        }
    }

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

    /// <summary>Whether the attempt is a probe of a key, or of a deployment, that rests.</summary>
    public bool IsProbe => Probes != KeyProbes.None;

    /// <summary>Where it took the place of a probe.</summary>
    public KeyProbes Probes { get; init; }
}
