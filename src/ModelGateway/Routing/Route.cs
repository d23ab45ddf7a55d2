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
}
