using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Pipeline.Stages;

/// <summary>
/// Compares what a request needs with what the candidates of its route can do. The receipt names those that cannot, with the reason; if no
/// candidate can, nothing is sent.
/// </summary>
internal readonly ref struct Negotiator
{
    // Enough to see what is wrong; all of them are on the exception.
    private const int ShownInMessage = 3;

    private readonly GatewayRequest _request;
    private readonly CapabilityTable _table;
    private readonly ref readonly RequestNeeds _needs;

    public Negotiator(GatewayRequest request, ref readonly RequestNeeds needs)
    {
        _request = request;
        _table = request.Route.Capabilities;
        _needs = ref needs;
    }

    /// <summary>The candidates that can do what the request needs.</summary>
    /// <exception cref="NoRouteException">There is none.</exception>
    public Candidates Negotiate()
    {
        Candidates candidates = Compare(out Exclusions? excluded);
        if (candidates.Count > 0)
        {
            return candidates;
        }

        Candidates.Return(candidates.Buffer!);
        throw NoCandidate(excluded!.All);
    }

    /// <summary>The candidates that can do what the request needs, of which there may be none.</summary>
    public Candidates Compare() => Compare(out _);

    private Candidates Compare(out Exclusions? excluded)
    {
        Candidates candidates = _table.Negotiate(_needs);
        excluded = null;
        if (candidates.Count < _table.Count)
        {
            excluded = new Exclusions(_table, _needs);
            _request.Receipt.Exclude(excluded);
        }

        return candidates;
    }

    private NoRouteException NoCandidate(IReadOnlyList<SkippedDeployment> skipped)
    {
        string asked = _request.Route.Name ?? _request.Route.Candidates[0].Name;
        string closest = string.Join("; ", skipped.Take(ShownInMessage).Select(static one => $"{one.Deployment}: {one.Reason}"));
        string more = skipped.Count > ShownInMessage ? $"; and {skipped.Count - ShownInMessage} more" : "";
        return new NoRouteException(
            $"No deployment of '{asked}' can do what the request needs. The closest: {closest}{more}. {Advice()}",
            _request.Receipt.RequestedModel)
        {
            Skipped = skipped,
        };
    }

    // What would help, most useful first: a bridge, then allowing what is merely unknown; and always correcting a fact that is wrong.
    private string Advice()
    {
        Bridges bridges = 0;
        bool isUnknown = false;
        for (int i = 0; i < _table.Count; i++)
        {
            CandidateMatch match = _table.Judge(i, _needs);
            CapabilityFlags lacks = match.GetBlockers(_table.Rules);
            bridges |= lacks == CapabilityFlags.JsonSchema ? Bridges.SchemaByTool | Bridges.SchemaByPrompt
                : lacks == CapabilityFlags.SystemPrompt ? Bridges.FoldSystemPrompt
                : lacks == CapabilityFlags.ParallelTools ? Bridges.SerializeToolCalls
                : 0;
            isUnknown |= match.Lacks == 0 && match.Doubts != 0;
        }

        bridges &= ~_table.Rules.Bridges;
        string setting = _request.Route.Name is { } route ? $"Routes:{route}:" : "a route's ";
        return (bridges != 0 ? $"{setting}Bridges could do it in their place: {bridges}. " : "")
            + (isUnknown ? $"{setting}WhenUnknown allows those of which nothing is known. " : "")
            + "Where a model can after all, say so in Providers:<name>:Models:<id>:Capabilities "
            + "(or its ContextWindow, MaxOutputTokens, Regions).";
    }
}
