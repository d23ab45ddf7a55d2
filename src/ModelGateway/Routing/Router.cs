using System.Buffers;
using ModelGateway.Negotiation;

namespace ModelGateway.Routing;

/// <summary>
/// Ranks the candidates that can do what a request needs: by the route's policy, then by the groups that no policy ranks across (embedding
/// spaces, last resorts, retired models, preferences).
/// </summary>
/// <param name="route">The route.</param>
/// <param name="scope">The scope that the request belongs to.</param>
/// <param name="streaming">Whether the provider streams the answer.</param>
/// <param name="draw">A number in [0, 1), the only randomness that a policy may use.</param>
internal readonly ref struct Router(Route route, GatewayScope scope, bool streaming, double draw)
{
    /// <summary>Makes the plan, which takes over the candidates' buffer.</summary>
    /// <exception cref="InvalidOperationException">
    /// The policy returned no permutation of the candidates; the buffer is returned.
    /// </exception>
    public RoutePlan Plan(in Candidates candidates)
    {
        int[]? order = candidates.Buffer;
        bool hasFits = order is not null;
        bool isRanked = candidates.Count > 1 && !ReferenceEquals(route.Policy, OrderedPolicy.Instance);
        if (isRanked && order is null)
        {
            order = Candidates.Rent(candidates.Count);
            for (int i = 0; i < candidates.Count; i++)
            {
                order[i] = i;
            }
        }

        if (order is not null && candidates.Count > 1)
        {
            try
            {
                ReadOnlySpan<int> fits = hasFits ? order.AsSpan(route.Candidates.Length) : default;
                Rank(order.AsSpan(0, candidates.Count), isRanked, candidates.AreGrouped, fits);
            }
            catch
            {
                Candidates.Return(order);
                throw;
            }
        }

        return new RoutePlan(route, candidates.Count, order, hasFits);
    }

    private void Rank(Span<int> order, bool byPolicy, bool areGrouped, ReadOnlySpan<int> fits)
    {
        if (byPolicy)
        {
            route.Policy.Rank(new GatewayRoutingContext(route.Name, route.Candidates, scope, streaming, draw), order);
            CheckPermutation(order, fits);
        }

        if (areGrouped || (byPolicy && (route.Spaces is not null || route.LastResorts.Length + route.Gone.Length > 0)))
        {
            KeepGroupsTogether(order, fits);
        }
    }

    // A stable sort: within a group the policy's order holds. The embedding space is the most significant key, as a better match never
    // justifies vectors of another model.
    private void KeepGroupsTogether(Span<int> order, ReadOnlySpan<int> fits)
    {
        long[] keys = ArrayPool<long>.Shared.Rent(order.Length);
        for (int rank = 0; rank < order.Length; rank++)
        {
            Deployment candidate = route.Candidates[order[rank]];
            int packed = fits.IsEmpty ? 0 : fits[order[rank]];
            long group = Candidates.Group(packed, route.LastResorts.AsSpan().Contains(candidate), route.Gone.AsSpan().Contains(candidate));
            keys[rank] = ((long)(route.Spaces?[order[rank]] ?? 0) << 45) | (group << 20) | (uint)rank;
        }

        keys.AsSpan(0, order.Length).Sort(order);
        ArrayPool<long>.Shared.Return(keys);
    }

    // A policy may only reorder the candidates that are in: it neither adds one nor leaves one out.
    private void CheckPermutation(Span<int> order, ReadOnlySpan<int> fits)
    {
        int all = route.Candidates.Length;
        Span<bool> seen = all <= 256 ? stackalloc bool[all] : new bool[all];
        foreach (int index in order)
        {
            if ((uint)index >= (uint)all || seen[index] || (!fits.IsEmpty && Candidates.Fit(fits[index]) == CandidateFit.Out))
            {
                throw new InvalidOperationException(
                    $"The routing policy '{route.Policy.Name}' returned an order that is no permutation of the candidates.");
            }

            seen[index] = true;
        }
    }
}
