using System.Buffers;
using ModelGateway.Keys;
using ModelGateway.Resilience;

namespace ModelGateway.Routing;

/// <summary>
/// The ranked candidates of one request and how far it has got with each: every deployment is tried at most once with every key. A
/// mutable struct, as it lives in the frame of the request that it belongs to.
/// </summary>
internal struct RoutePlan : IDisposable
{
    private readonly Route _route;
    private int[]? _order;
    private PlanProgress[]? _progress;

    public RoutePlan(Route route, GatewayScope scope, bool streaming, double random)
    {
        _route = route;
        if (route.Candidates.Length > 1 && !ReferenceEquals(route.Policy, OrderedPolicy.Instance))
        {
            _order = ArrayPool<int>.Shared.Rent(route.Candidates.Length);
            Span<int> order = _order.AsSpan(0, route.Candidates.Length);
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }

            route.Policy.Rank(new RoutingContext(route.Name, route.Candidates, scope, streaming, random), order);
            CheckPermutation(order, route.Policy);
            KeepLast(order, route.Candidates.Length - route.LastResorts);
            KeepSpacesTogether(order, route.Spaces);
        }
    }

    public readonly int Count => _route.Candidates.Length;

    /// <summary>The candidate at a rank.</summary>
    public readonly Deployment this[int rank] => _route.Candidates[Index(rank)];

    /// <summary>Whether the embedding space at a rank is another than at the rank before.</summary>
    public readonly bool StartsSpace(int rank) => rank > 0 && _route.Spaces is { } spaces && spaces[Index(rank)] != spaces[Index(rank - 1)];

    /// <summary>Whether a candidate is used up, or out for good after what happened to another.</summary>
    public readonly bool IsOut(int rank) => _progress is not null && _progress[rank].IsOut;

    /// <summary>The keys that were tried at a candidate, as bits by index.</summary>
    public readonly ulong TriedKeys(int rank) => _progress is null ? 0 : _progress[rank].TriedKeys;

    public void MarkOut(int rank) => Progress()[rank].IsOut = true;

    /// <summary>The candidates that are still in and have a limit of requests in flight: what the request may wait for.</summary>
    public readonly QueuedFor[] Limited()
    {
        List<QueuedFor> limited = [];
        for (int rank = 0; rank < Count; rank++)
        {
            if (!IsOut(rank) && this[rank].Model.MaxConcurrency is { } limit)
            {
                limited.Add(new QueuedFor(this[rank].Health, limit));
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
            ArrayPool<int>.Shared.Return(order);
        }
    }

    // Stable: of those before the last resorts, and of the last resorts, the policy's order holds.
    private static void KeepLast(Span<int> order, int first)
    {
        for (int i = 1; first < order.Length && i < order.Length; i++)
        {
            for (int j = i; j > 0 && order[j] < first && order[j - 1] >= first; j--)
            {
                (order[j], order[j - 1]) = (order[j - 1], order[j]);
            }
        }
    }

    // Stable: within a space the policy's order holds.
    private static void KeepSpacesTogether(Span<int> order, int[]? spaces)
    {
        for (int i = 1; spaces is not null && i < order.Length; i++)
        {
            for (int j = i; j > 0 && spaces[order[j]] < spaces[order[j - 1]]; j--)
            {
                (order[j], order[j - 1]) = (order[j - 1], order[j]);
            }
        }
    }

    private static ulong AllKeys(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    private static void CheckPermutation(Span<int> order, IRoutingPolicy policy)
    {
        Span<bool> seen = order.Length <= 256 ? stackalloc bool[order.Length] : new bool[order.Length];
        foreach (int index in order)
        {
            if ((uint)index >= (uint)order.Length || seen[index])
            {
                throw new InvalidOperationException(
                    $"The routing policy '{policy.Name}' returned an order that is no permutation of the candidates.");
            }

            seen[index] = true;
        }
    }

    private readonly int Index(int rank) => _order is null ? rank : _order[rank];

    private PlanProgress[] Progress() => _progress ??= new PlanProgress[Count];
}
