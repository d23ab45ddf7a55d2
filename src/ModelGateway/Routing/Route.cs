using ModelGateway.Capabilities;

namespace ModelGateway.Routing;

/// <summary>A name that the application asks for, and the deployments that may answer it.</summary>
internal sealed class Route
{
    public Route(string? name, Deployment[] candidates, IRoutingPolicy policy)
    {
        Name = name;
        Candidates = candidates;
        Policy = policy;
    }

    /// <summary>The route's name; null for the route that a deployment's own name makes.</summary>
    public string? Name { get; }

    public Deployment[] Candidates { get; }

    public IRoutingPolicy Policy { get; }

    public GatewayTimeouts? Timeouts { get; init; }

    public bool FailOverWhenRefused { get; init; }

    public bool FailOverBetweenEmbeddingModels { get; init; }

    /// <summary>What the route says of who may answer.</summary>
    public NegotiationRules Rules { get; init; } = NegotiationRules.Default;

    /// <summary>What the candidates can. Made when a request first asks.</summary>
    public CapabilityTable Capabilities => field ??= new CapabilityTable(
        Rules, Array.ConvertAll(Candidates, static candidate => new CandidateFacts(candidate.Name, candidate.Model, candidate.Region)));

    /// <summary>
    /// The number of each candidate's embedding space, rising; null where all are one, as for chats. A space is left for the next one only
    /// when nothing of it can be used, and no policy ranks across.
    /// </summary>
    public int[]? Spaces { get; init; }
}
