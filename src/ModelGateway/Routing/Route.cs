using ModelGateway.Resilience;

namespace ModelGateway.Routing;

/// <summary>A name that the application asks for, and the deployments that may answer it.</summary>
internal sealed class Route
{
    public Route(string? name, Deployment[] candidates, IRoutingPolicy policy)
    {
        Name = name;
        Candidates = candidates;
        Policy = policy;
        Health = [.. candidates.Select(candidate => candidate.Health)];
    }

    /// <summary>The route's name; null for the route that a deployment's own name makes.</summary>
    public string? Name { get; }

    public Deployment[] Candidates { get; }

    public IRoutingPolicy Policy { get; }

    public GatewayTimeouts? Timeouts { get; init; }

    public bool FailOverWhenRefused { get; init; }

    /// <summary>The candidates' health, in their order; what a request of this route waits for.</summary>
    public DeploymentHealth[] Health { get; }
}
