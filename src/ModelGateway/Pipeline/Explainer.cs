using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Configuration;
using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Receipts;
using ModelGateway.Routing;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>Says what would become of a request. It sends and holds nothing, opens no entry, and changes no state that a request goes by.</summary>
internal sealed class Explainer(GatewayRuntime runtime)
{
    // A policy that draws lots is shown as it is with the middle one, so that asking twice gives one answer and moves no dice.
    private const double MiddleDraw = 0.5;

    /// <exception cref="NoRouteException">The name leads nowhere, so that there is no route to explain.</exception>
    public RouteExplanation Explain(in ChatIntake intake)
    {
        GatewaySnapshot snapshot = Enter();
        try
        {
            (Route route, bool isPinned, ChatOptions? options) = RouteResolver.Resolve(snapshot, intake.Settings, intake.Messages, intake.Options);
            route = isPinned ? route : ApplyRetirements(route);
            ChatRequest chat = new(ToolCallDelta.Without(intake.Messages), options, intake.Settings, runtime.TokenCounters);
            bool streams = intake.Settings.StreamUpstream ?? snapshot.Options.StreamUpstream;
            RequestNeeds needs = Negotiator.Needs(route, intake.Settings, chat, streams);
            RouteExplanation explanation = Explain(route, needs, intake.Settings, intake.Scope, OperationKind.Chat, [], streams);
            explanation.RequestedModel = intake.Options?.ModelId;
            explanation.EstimatedInputTokens = chat.EstimateInput(route.Candidates[0]).Expected;
            explanation.RequestedOutputTokens = options?.MaxOutputTokens;
            return explanation;
        }
        finally
        {
            Exit(snapshot);
        }
    }

    /// <summary>The same for texts to embed.</summary>
    /// <exception cref="NoRouteException">The name leads nowhere.</exception>
    /// <exception cref="ProviderException">None of the candidates embeds.</exception>
    public RouteExplanation Explain(in EmbeddingIntake intake)
    {
        GatewaySnapshot snapshot = Enter();
        try
        {
            GatewayReceipt skipped = new(runtime.ProcessId, 0);
            Route asked = RouteResolver.Resolve(snapshot, intake.Settings, intake.Options?.ModelId);
            Route route = EmbeddingRoutes.Of(asked.FailOverBetweenEmbeddingModels ? ApplyRetirements(asked) : asked, intake.Options?.Dimensions, skipped);
            RequestNeeds needs = EmbeddingRequest.Needs(route, intake, runtime.TokenCounters);
            RouteExplanation explanation = Explain(route, needs, intake.Settings, intake.Scope, OperationKind.Embeddings, skipped.Skipped, streaming: false);
            explanation.RequestedModel = intake.Options?.ModelId;
            explanation.EstimatedInputTokens = intake.Inputs.Sum(input => TokenEstimator.EstimateText(input, null, runtime.TokenCounters).Expected);
            return explanation;
        }
        finally
        {
            Exit(snapshot);
        }
    }

    private RouteExplanation Explain(
        Route route,
        in RequestNeeds needs,
        GatewayRequestOptions settings,
        GatewayScope scope,
        OperationKind kind,
        IReadOnlyList<SkippedDeployment> skipped,
        bool streaming)
    {
        CapabilityTable table = route.Capabilities;
        Candidates candidates = table.Negotiate(needs);
        List<RouteCandidate> ranked = [];
        using (RoutePlan plan = new(route, candidates, scope, streaming, MiddleDraw))
        {
            for (int rank = 0; rank < plan.Count; rank++)
            {
                ranked.Add(Describe(route, plan[rank], needs, kind));
            }
        }

        return new RouteExplanation
        {
            Route = route.Name,
            Requirements = Requirements(needs, settings.Requirements, route.Rules.Require),
            Candidates = ranked,
            Excluded = [.. new Exclusions(table, needs).All, .. skipped],
        };
    }

    private Route ApplyRetirements(Route route) => route.Lifecycle?.At(runtime.Time.GetUtcNow(), scheduler: null) ?? route;

    private RouteCandidate Describe(Route route, Deployment deployment, in RequestNeeds needs, OperationKind kind)
    {
        CapabilityTable table = route.Capabilities;
        int index = Array.IndexOf(route.Candidates, deployment);
        CandidateMatch match = table.Judge(index, needs);
        return new RouteCandidate(deployment.Name)
        {
            Bridges = match.Bridges,
            PreferenceScore = table.Score(index, needs),
            IsLastResort = match.Fit == CandidateFit.LastResort || route.LastResorts.Contains(deployment) || route.Gone.Contains(deployment),
            Unknown = table[index].ToCapabilities(match.Doubts | match.OptionsInDoubt, needs),
            LeavesOut = table[index].ToCapabilities(match.LeavesOut, needs),
            HeldBackBy = HeldBackBy(deployment, kind) ?? Retired(route, deployment),
        };
    }

    private static List<RouteRequirement> Requirements(in RequestNeeds needs, RequirementSet asked, RequirementSet route)
    {
        List<RouteRequirement> all = [];
        foreach (CapabilityFlags flag in CapabilityNames.Split((needs.Essential | needs.Optional | needs.Asked.Flags) & MeasureFlags.Flags))
        {
            bool isNamed = (needs.Asked.Flags & flag) != 0;
            RequirementSource source = (asked.Flags & flag) != 0 ? RequirementSource.Options : isNamed ? RequirementSource.Route : RequirementSource.Request;
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
            Add(all, dimensions, asked.Dimensions.Contains(dimensions) ? dimensions : 0, static amount => Capability.Dimensions((int)amount));
        }

        foreach (string region in needs.Asked.Regions)
        {
            all.Add(new RouteRequirement(Capability.Region(region), asked.Regions.Contains(region) ? RequirementSource.Options : RequirementSource.Route, IsOptional: false));
        }

        return all;
    }

    private static void Add(List<RouteRequirement> all, long amount, long asked, Func<long, Capability> capability)
    {
        if (amount > 0)
        {
            all.Add(new RouteRequirement(capability(amount), asked == amount ? RequirementSource.Options : RequirementSource.Route, IsOptional: false));
        }
    }

    private static string? Retired(Route route, Deployment deployment)
    {
        if (!route.Gone.Contains(deployment))
        {
            return null;
        }

        string retired = GatewayRequest.Retirement(deployment.Retirement!, isOver: true);
        Deployment? successor = Array.Find(route.StandIns ?? [], place => place.Of == deployment).Successor;
        return successor is null ? retired : $"{retired}, {successor.Model.Id} answers in its place";
    }

    private string? HeldBackBy(Deployment deployment, OperationKind kind)
    {
        TimeProvider time = runtime.Time;
        long now = time.GetTimestamp();
        if (!deployment.Health.Breaker(kind).MayEnter(deployment.Breaker, time, now, out TimeSpan left))
        {
            return left > TimeSpan.Zero ? $"resting for {ReceiptText.Time(left)}" : "being probed after failures";
        }

        if (!deployment.KeysFor(kind).HasFree(time, now, out left, out FailureKind reason))
        {
            return Admission.KeyReason(reason, left);
        }

        return deployment.InFlight >= deployment.Model.MaxConcurrency ? Admission.AtLimit(deployment) : null;
    }

    private GatewaySnapshot Enter()
    {
        runtime.Enter();
        try
        {
            return runtime.Snapshots.Lease();
        }
        catch
        {
            runtime.Exit();
            throw;
        }
    }

    private void Exit(GatewaySnapshot snapshot)
    {
        snapshot.Release();
        runtime.Exit();
    }
}
