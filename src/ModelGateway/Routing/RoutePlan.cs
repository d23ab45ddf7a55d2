using System.Buffers;
using ModelGateway.Keys;
using ModelGateway.Negotiation;
using ModelGateway.Resilience;

namespace ModelGateway.Routing;

/// <summary>
/// The ranked candidates of one request and how far it has got with each: every deployment is tried at most once with every key. A
/// mutable struct, as it lives in the frame of the request that it belongs to.
/// </summary>
internal struct RoutePlan : IDisposable
{
    private readonly Route _route;
    private readonly bool _hasStandings;
    private int[]? _order;
    private PlanProgress[]? _progress;

    public RoutePlan(Route route, in Candidates candidates, GatewayScope scope, bool streaming, double random)
    {
        _route = route;
        Count = candidates.Count;
        _order = candidates.Buffer;
        _hasStandings = _order is not null;
        bool isRanked = Count > 1 && !ReferenceEquals(route.Policy, OrderedPolicy.Instance);
        if (isRanked && _order is null)
        {
            _order = Candidates.Rent(Count);
            for (int i = 0; i < Count; i++)
            {
                _order[i] = i;
            }
        }

        if (_order is not null && Count > 1 && (isRanked || candidates.AreGrouped))
        {
            Rank(isRanked, candidates.AreGrouped, scope, streaming, random);
        }
    }

    /// <summary>How many candidates are in.</summary>
    public int Count { get; }

    /// <summary>The rank of a candidate that is asked again, before all others; null for none.</summary>
    public int? First { get; set; }

    /// <summary>The candidate at a rank.</summary>
    public readonly Deployment this[int rank] => _route.Candidates[Index(rank)];

    /// <summary>What is done in place of what the candidate at a rank lacks.</summary>
    public readonly Bridges Bridges(int rank) => _hasStandings ? Candidates.Bridges(_order![_route.Candidates.Length + Index(rank)]) : 0;

    /// <summary>Whether the embedding space at a rank is another than at the rank before.</summary>
    public readonly bool StartsSpace(int rank) => rank > 0 && _route.Spaces is { } spaces && spaces[Index(rank)] != spaces[Index(rank - 1)];

    /// <summary>Whether a candidate is used up, or out for good after what happened to another.</summary>
    public readonly bool IsOut(int rank) => _progress is not null && _progress[rank].IsOut;

    /// <summary>The keys that were tried at a candidate, as bits by index.</summary>
    public readonly ulong TriedKeys(int rank) => _progress is null ? 0 : _progress[rank].TriedKeys;

    public void MarkOut(int rank) => Progress()[rank].IsOut = true;

    /// <summary>The candidates that are still in and have a limit of requests in flight: what the request may wait for.</summary>
    public readonly WaitTarget[] Limited()
    {
        List<WaitTarget> limited = [];
        for (int rank = 0; rank < Count; rank++)
        {
            if (!IsOut(rank) && this[rank].Model.MaxConcurrency is { } limit)
            {
                limited.Add(new WaitTarget(this[rank].Health, limit));
            }
        }

        return [.. limited];
    }

    /// <summary>A key failed: the candidate stays in while it has another.</summary>
    public void MarkKeyTried(int rank, KeyLease key)
    {
        PlanProgress[] progress = Progress();
        progress[rank].TriedKeys |= KeyPool.Bit(key.Index);
        if (key.Index < 0 || progress[rank].TriedKeys == AllKeys(this[rank].Keys.Count))
        {
            progress[rank].IsOut = true;
        }
    }

    /// <summary>The request does not fit this context window, nor one that is no larger, nor one that is smaller than the request.</summary>
    public void MarkWindowTooSmall(int? window, long? requestedTokens)
    {
        long tokens = Math.Max(window ?? 0, (requestedTokens ?? 0) - 1);
        if (tokens <= 0)
        {
            return;
        }

        for (int rank = 0; rank < Count; rank++)
        {
            if (this[rank].Model.ContextWindow <= tokens)
            {
                Progress()[rank].IsOut = true;
            }
        }
    }

    public void Dispose()
    {
        if (_order is { } order)
        {
            _order = null;
            Candidates.Return(order);
        }
    }

    private readonly void Rank(bool byPolicy, bool areGrouped, GatewayScope scope, bool streaming, double random)
    {
        Span<int> order = _order.AsSpan(0, Count);
        if (byPolicy)
        {
            try
            {
                _route.Policy.Rank(new GatewayRoutingContext(_route.Name, _route.Candidates, scope, streaming, random), order);
                CheckPermutation(order);
            }
            catch
            {
                Candidates.Return(_order!);
                throw;
            }
        }

        if (areGrouped || _route.Spaces is not null || _route.LastResorts.Length + _route.Gone.Length > 0)
        {
            KeepGroupsTogether(order);
        }
    }

    // Stable: within a group the policy's order holds. Spaces part first, as no standing is worth other vectors.
    private readonly void KeepGroupsTogether(Span<int> order)
    {
        long[] keys = ArrayPool<long>.Shared.Rent(order.Length);
        for (int rank = 0; rank < order.Length; rank++)
        {
            Deployment candidate = _route.Candidates[order[rank]];
            int packed = _hasStandings ? _order![_route.Candidates.Length + order[rank]] : 0;
            long group = Candidates.Group(
                packed, _route.LastResorts.AsSpan().Contains(candidate), _route.Gone.AsSpan().Contains(candidate));
            keys[rank] = ((long)(_route.Spaces?[order[rank]] ?? 0) << 45) | (group << 20) | (uint)rank;
        }

        keys.AsSpan(0, order.Length).Sort(order);
        ArrayPool<long>.Shared.Return(keys);
    }

    private static ulong AllKeys(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    // The policy permutes those who are in: it brings nobody in, and leaves nobody out.
    private readonly void CheckPermutation(Span<int> order)
    {
        int all = _route.Candidates.Length;
        Span<bool> seen = all <= 256 ? stackalloc bool[all] : new bool[all];
        foreach (int index in order)
        {
            if ((uint)index >= (uint)all || seen[index] || (_hasStandings && Candidates.Fit(_order![all + index]) == CandidateFit.Out))
            {
                throw new InvalidOperationException(
                    $"The routing policy '{_route.Policy.Name}' returned an order that is no permutation of the candidates.");
            }

            seen[index] = true;
        }
    }

    private readonly int Index(int rank) => _order is null ? rank : _order[rank];

    private PlanProgress[] Progress() => _progress ??= new PlanProgress[Count];
}
