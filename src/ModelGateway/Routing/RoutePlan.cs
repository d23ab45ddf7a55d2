using ModelGateway.Keys;
using ModelGateway.Negotiation;
using ModelGateway.Resilience;

namespace ModelGateway.Routing;

/// <summary>
/// The ranked candidates of one request and how far the request has got with each: every deployment is tried at most once with every
/// key. All attempts of the request share one plan, so that each sees what the others have used up.
/// </summary>
internal sealed class RoutePlan : IDisposable
{
    private readonly Route _route;
    private readonly int _count;
    private readonly bool _hasFits;
    private int[]? _order;
    private Progress[]? _progress;

    /// <param name="route">The route.</param>
    /// <param name="count">How many candidates are in.</param>
    /// <param name="order">The candidates' indices by rank, in a buffer that the plan returns; null for the configured order.</param>
    /// <param name="hasFits">Whether the buffer also says how each candidate of the route fits the request.</param>
    public RoutePlan(Route route, int count, int[]? order, bool hasFits)
    {
        _route = route;
        _count = count;
        _order = order;
        _hasFits = hasFits;
    }

    /// <summary>How many candidates are in.</summary>
    public int Count => _count;

    /// <summary>The rank of a candidate that is asked again, before all others; null for none.</summary>
    public int? First
    {
        get
        {
            int rank = _progress is null ? -1 : Array.FindIndex(_progress, static progress => progress.IsFirst);
            return rank < 0 ? null : rank;
        }

        set
        {
            Progress[] progress = GetProgress();
            for (int rank = 0; rank < progress.Length; rank++)
            {
                progress[rank].IsFirst = rank == value;
            }
        }
    }

    /// <summary>The candidate at a rank.</summary>
    public Deployment this[int rank] => _route.Candidates[Index(rank)];

    /// <summary>The bridges that stand in for what the candidate at a rank lacks.</summary>
    public Bridges Bridges(int rank) => _hasFits ? Candidates.Bridges(_order![_route.Candidates.Length + Index(rank)]) : 0;

    /// <summary>Whether the embedding space at a rank differs from the one at the rank before.</summary>
    public bool StartsSpace(int rank) => rank > 0 && _route.Spaces is { } spaces && spaces[Index(rank)] != spaces[Index(rank - 1)];

    /// <summary>Whether a candidate is used up, or ruled out by what happened to another.</summary>
    public bool IsOut(int rank) => _progress is not null && _progress[rank].IsOut;

    /// <summary>The keys that were tried at a candidate, as bits by index.</summary>
    public ulong TriedKeys(int rank) => _progress is null ? 0 : _progress[rank].TriedKeys;

    public void MarkOut(int rank) => GetProgress()[rank].IsOut = true;

    /// <summary>A key failed: the candidate stays in while it has another.</summary>
    public void MarkKeyTried(int rank, KeyLease key)
    {
        Progress[] progress = GetProgress();
        ulong bit = KeyPool.Bit(key.Index);
        ulong tried = Interlocked.Or(ref progress[rank].TriedKeys, bit) | bit;
        if (key.Index < 0 || tried == AllKeys(this[rank].Keys.Count))
        {
            progress[rank].IsOut = true;
        }
    }

    /// <summary>The request does not fit this context window: rules out all that are no larger, or smaller than the request.</summary>
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
                GetProgress()[rank].IsOut = true;
            }
        }
    }

    /// <summary>The candidates that are still in and have a limit of requests in flight: those that the request may wait for.</summary>
    public WaitTarget[] Limited()
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

    /// <summary>Returns the buffer. A plan that is used afterwards throws, as the buffer may be another request's by then.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _order, []) is { Length: > 0 } order)
        {
            Candidates.Return(order);
        }
    }

    private static ulong AllKeys(int count) => count >= 64 ? ulong.MaxValue : (1UL << count) - 1;

    private int Index(int rank) => _order is null ? rank : _order[rank];

    private Progress[] GetProgress() =>
        _progress ?? Interlocked.CompareExchange(ref _progress, new Progress[Count], null) ?? _progress;

    /// <summary>How far the request has got with one candidate.</summary>
    private struct Progress
    {
        public bool IsOut;
        public bool IsFirst;
        public ulong TriedKeys;
    }
}
