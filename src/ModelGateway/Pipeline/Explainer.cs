using ModelGateway.Capabilities;
using ModelGateway.Configuration;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Resilience;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>Describes the plan of a request that is not sent.</summary>
/// <param name="request">The request, resolved and negotiated.</param>
/// <param name="needs">The requirements on a candidate.</param>
internal sealed class Explainer(GatewayRequest request, RequestNeeds needs)
{
    private readonly TargetCheck _targets = new(request.Snapshot);

    public RouteExplanation Explain(RoutePlan plan)
    {
        List<RouteCandidate> ranked = [];
        for (int rank = 0; rank < plan.Count; rank++)
        {
            ranked.Add(Describe(plan[rank]));
        }

        return new RouteExplanation
        {
            RequestedModel = request.Operation.RequestedModel,
            Route = request.Route.Name,
            Requirements = Requirements(),
            EstimatedInputTokens = request.Operation.EstimateTokens(request.Route),
            RequestedOutputTokens = request.Kind == OperationKind.Chat ? request.Operation.RequestedOutputTokens : null,
            Candidates = ranked,
            Excluded = [.. request.Receipt.Skipped.Select(DescribeExcluded)],
        };
    }

    private RouteCandidate Describe(Deployment deployment)
    {
        Route route = request.Route;
        CapabilityTable table = route.Capabilities;
        int index = Array.IndexOf(route.Candidates, deployment);
        CandidateMatch match = table.Judge(index, needs);
        return new RouteCandidate(deployment.Name)
        {
            Bridges = match.Bridges,
            PreferenceScore = CapabilityPreference.FromThousandths(table.Score(index, needs)),
            IsLastResort = match.Fit == CandidateFit.LastResort
                || route.LastResorts.Contains(deployment) || route.Gone.Contains(deployment),
            Unknown = table[index].ToCapabilities(match.Doubts | match.OptionsInDoubt, needs),
            LeavesOut = table[index].ToCapabilities(match.LeavesOut, needs),
            Api = Api(deployment, out IReadOnlyList<string> notes),
            Notes = FindDoubt(deployment) is { } doubt ? [.. notes, doubt] : notes,
            HeldBackBy = HeldBackBy(deployment) ?? Retired(deployment),
        };
    }

    private SkippedDeployment DescribeExcluded(SkippedDeployment excluded) =>
        Array.Find(request.Route.Candidates, candidate => candidate.Name == excluded.Deployment) is { } candidate
            && FindDoubt(candidate) is { } doubt
                ? excluded with { Reason = $"{excluded.Reason}; {doubt}" }
                : excluded;

    private string? FindDoubt(Deployment deployment) => _targets.FindDoubt(deployment) is { } doubt ? $"a name that {doubt}" : null;

    private ProviderApi? Api(Deployment deployment, out IReadOnlyList<string> notes)
    {
        ProviderApi api = deployment.Client.Apis.Api;
        notes = [];
        if (request.Kind == OperationKind.Chat && deployment.Refusals is { } rules)
        {
            RuleVerdict verdict = rules.Judge(needs.Traits);
            api = verdict.Api;
            notes = new RuleNotes(deployment.Model.Id, needs.Traits).Describe(verdict);
        }

        return api == ProviderApi.Auto ? null : api;
    }

    private List<RouteRequirement> Requirements()
    {
        RequirementSet asked = request.Settings.Requirements;
        List<RouteRequirement> all = [];
        foreach (CapabilityFlags flag in CapabilityNames.Split((needs.Essential | needs.Optional | needs.Asked.Flags) & MeasureFlags.Flags))
        {
            bool isNamed = (needs.Asked.Flags & flag) != 0;
            RequirementSource source = (asked.Flags & flag) != 0 ? RequirementSource.Options
                : isNamed ? RequirementSource.Route
                : RequirementSource.Request;
            all.Add(new RouteRequirement(new Capability(flag), source, !isNamed && (needs.Essential & flag) == 0));
        }

        Add(all, needs.Asked.Context, asked.Context, Capability.Context);
        Add(all, needs.Asked.Output, asked.Output, Capability.Output);
        if (needs.Dimensions > 0)
        {
            all.Add(new RouteRequirement(Capability.Dimensions(needs.Dimensions), RequirementSource.Request, IsOptional: false));
        }

        foreach (long dimensions in needs.Asked.Dimensions)
        {
            long inOptions = asked.Dimensions.Contains(dimensions) ? dimensions : 0;
            Add(all, dimensions, inOptions, static amount => Capability.Dimensions((int)amount));
        }

        foreach (string region in needs.Asked.Regions)
        {
            RequirementSource source = asked.Regions.Contains(region) ? RequirementSource.Options : RequirementSource.Route;
            all.Add(new RouteRequirement(Capability.Region(region), source, IsOptional: false));
        }

        return all;
    }

    private static void Add(List<RouteRequirement> all, long amount, long asked, Func<long, Capability> capability)
    {
        if (amount > 0)
        {
            RequirementSource source = asked == amount ? RequirementSource.Options : RequirementSource.Route;
            all.Add(new RouteRequirement(capability(amount), source, IsOptional: false));
        }
    }

    private string? HeldBackBy(Deployment deployment)
    {
        TimeProvider time = request.Runtime.Time;
        long now = time.GetTimestamp();
        CircuitBreaker breaker = deployment.Health.Breaker(request.Kind);
        if (!breaker.MayEnter(new BreakerMoment(deployment.Breaker, time, now), out TimeSpan left))
        {
            return SkipReason.Resting(left, breaker.Cause);
        }

        if (!deployment.KeysFor(request.Kind).HasFree(new KeyMoment(time, now), out KeyRest rest))
        {
            return SkipReason.NoKey(deployment, rest);
        }

        return deployment.InFlight >= deployment.Model.MaxConcurrency ? SkipReason.AtLimit(deployment) : null;
    }

    private string? Retired(Deployment deployment)
    {
        if (!request.Route.Gone.Contains(deployment))
        {
            return null;
        }

        string retired = GatewayRequest.Retirement(deployment.Retirement!, isOver: true);
        Deployment? successor = Array.Find(request.Route.StandIns ?? [], place => place.Of == deployment).Successor;
        return successor is null ? retired : $"{retired}, {successor.Model.Id} answers in its place";
    }
}
