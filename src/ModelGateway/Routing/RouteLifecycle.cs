using System.Collections.Concurrent;
using ModelGateway.Scheduling;

namespace ModelGateway.Routing;

/// <summary>
/// The forms of a route while its models are drained and after they have retired. Each form is an ordinary route; which one a request gets
/// depends on the time and, within a drain, on chance.
/// </summary>
internal sealed class RouteLifecycle
{
    // One bit for each. Further retiring models of a route are treated as if they stayed, until their provider refuses them.
    private const int MaxDated = 64;

    private readonly Route _route;
    private readonly Deployment[] _dated;
    private readonly IReadOnlyDictionary<Deployment, Deployment> _successors;
    private readonly DateTimeOffset _begins;
    private readonly ConcurrentDictionary<(ulong Drained, ulong Gone), Route> _forms = new();

    private RouteLifecycle(Route route, Deployment[] dated, IReadOnlyDictionary<Deployment, Deployment> successors)
    {
        _route = route;
        _dated = dated;
        _successors = successors;
        _begins = dated.Min(static deployment => deployment.Retirement!.DrainsFrom);
    }

    /// <summary>The lifecycle of a route; null where none of its models retires, as most often.</summary>
    /// <param name="route">The route as it is configured.</param>
    /// <param name="successors">The successor of each deployment that has one, without circles; empty where the route allows none.</param>
    public static RouteLifecycle? For(Route route, IReadOnlyDictionary<Deployment, Deployment> successors)
    {
        Deployment[] dated =
        [
            .. route.Candidates.Concat(successors.Values)
                .Where(static deployment => deployment.Retirement is not null).Distinct().Take(MaxDated),
        ];
        return dated.Length == 0 ? null : new RouteLifecycle(route, dated, successors);
    }

    /// <summary>The form that a request gets now. Without a scheduler nothing is drawn: the likelier form is returned.</summary>
    public Route At(DateTimeOffset now, GatewayScheduler? scheduler)
    {
        if (now < _begins)
        {
            return _route;
        }

        ulong drained = 0;
        ulong gone = 0;
        double? drawn = null;
        for (int i = 0; i < _dated.Length; i++)
        {
            Retirement retirement = _dated[i].Retirement!;
            if (retirement.IsOver(now))
            {
                gone |= 1UL << i;
            }
            else if (now > retirement.DrainsFrom && (drawn ??= scheduler?.NextDouble() ?? 0.5) < retirement.ShareGivenUp(now))
            {
                // One draw for all: models that retire on the same day give way together, not to each other.
                drained |= 1UL << i;
            }
        }

        return (drained | gone) == 0 ? _route
            : _forms.TryGetValue((drained, gone), out Route? form) ? form
            : _forms.GetOrAdd((drained, gone), Form(drained, gone));
    }

    private Route Form(ulong drained, ulong gone)
    {
        List<Deployment> places = [];
        List<Deployment> leaving = [];
        List<Deployment> over = [];
        List<(Deployment Successor, Deployment Of)> standIns = [];
        foreach (Deployment candidate in _route.Candidates)
        {
            if (!IsIn(drained | gone, candidate))
            {
                places.Add(candidate);
                continue;
            }

            Deployment? successor = StandIn(candidate, drained | gone) ?? StandIn(candidate, gone);
            if (successor is not null && !_route.Candidates.Contains(successor) && !places.Contains(successor))
            {
                places.Add(successor);
                standIns.Add((successor, candidate));
            }

            // The catalog's date may be wrong, and the successor may lack something: a retired model is tried when nothing else can be.
            (IsIn(gone, candidate) ? over : leaving).Add(candidate);
        }

        return _route.With(
            [.. places, .. leaving, .. over],
            lastResorts: places.Count == 0 ? [] : [.. leaving],
            gone: places.Count + leaving.Count == 0 ? [] : [.. over],
            standIns: standIns.Count == 0 ? null : [.. standIns]);
    }

    private Deployment? StandIn(Deployment deployment, ulong without)
    {
        Deployment? next = _successors.GetValueOrDefault(deployment);
        while (next is not null && IsIn(without, next))
        {
            next = _successors.GetValueOrDefault(next);
        }

        return next;
    }

    private bool IsIn(ulong set, Deployment deployment)
    {
        int index = Array.IndexOf(_dated, deployment);
        return index >= 0 && (set & (1UL << index)) != 0;
    }
}
