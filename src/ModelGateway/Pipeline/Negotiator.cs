using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>
/// Compares what a request needs with what the candidates of its route can. Who cannot is named on the receipt, with the reason; where
/// nobody can, nothing is sent.
/// </summary>
internal static class Negotiator
{
    // Enough to see what is wrong; all of them are on the exception.
    private const int ShownInMessage = 3;

    /// <exception cref="NoRouteException">No candidate can do what the request needs.</exception>
    public static Candidates Negotiate(GatewayRequest request, in RequestNeeds needs)
    {
        CapabilityTable table = request.Route.Capabilities;
        Candidates candidates = table.Negotiate(needs);
        if (candidates.Count == table.Count)
        {
            return candidates;
        }

        Exclusions excluded = new(table, needs);
        request.Receipt.Exclude(excluded);
        if (candidates.Count > 0)
        {
            return candidates;
        }

        Candidates.Return(candidates.Buffer!);
        throw NobodyCan(request, table, needs, excluded.All);
    }

    /// <summary>What a chat needs.</summary>
    public static RequestNeeds Needs(Route route, GatewayRequestOptions settings, ChatRequest chat, bool streaming)
    {
        CapabilityFlags needs = RequestInference.Read(chat.Messages, chat.Options, streaming, out long atMost);
        return new RequestNeeds
        {
            Essential = needs & ~RequestInference.Optional,
            Optional = needs & RequestInference.Optional,
            Asked = route.Rules.With(settings.Requirements),
            Prefer = settings.Prefer,
            InputAtMost = atMost,
            Input = chat,
            Output = chat.Options?.MaxOutputTokens ?? 0,
        };
    }

    private static NoRouteException NobodyCan(GatewayRequest request, CapabilityTable table, in RequestNeeds needs, IReadOnlyList<SkippedDeployment> skipped)
    {
        string asked = request.Route.Name ?? request.Route.Candidates[0].Name;
        string closest = string.Join("; ", skipped.Take(ShownInMessage).Select(static one => $"{one.Deployment}: {one.Reason}"));
        string more = skipped.Count > ShownInMessage ? $"; and {skipped.Count - ShownInMessage} more" : "";
        return new NoRouteException(
            $"No deployment of '{asked}' can do what the request needs. The closest: {closest}{more}. {Advice(request.Route.Name, table, needs)}",
            request.Receipt.RequestedModel)
        {
            Skipped = skipped,
        };
    }

    // What would help first: a bridge, then to allow what is merely unknown; and always to correct a fact that is wrong.
    private static string Advice(string? route, CapabilityTable table, in RequestNeeds needs)
    {
        Bridges bridges = 0;
        bool isUnknown = false;
        for (int i = 0; i < table.Count; i++)
        {
            CandidateMatch match = table.Judge(i, needs);
            CapabilityFlags lacks = match.GetBlockers(table.Rules);
            bridges |= lacks == CapabilityFlags.JsonSchema ? Bridges.SchemaByTool | Bridges.SchemaByPrompt
                : lacks == CapabilityFlags.SystemPrompt ? Bridges.FoldSystemPrompt
                : lacks == CapabilityFlags.ParallelTools ? Bridges.SerializeToolCalls
                : 0;
            isUnknown |= match.Lacks == 0 && match.Doubts != 0;
        }

        bridges &= ~table.Rules.Bridges;
        string setting = route is null ? "a route's" : $"Routes:{route}:";
        return (bridges != 0 ? $"{setting}{(route is null ? " " : "")}Bridges could do it in their place: {bridges}. " : "")
            + (isUnknown ? $"{setting}{(route is null ? " " : "")}WhenUnknown allows those of which nothing is known. " : "")
            + "Where a model can after all, say so in Providers:<name>:Models:<id>:Capabilities (or its ContextWindow, MaxOutputTokens, Regions).";
    }
}
