namespace ModelGateway.Resilience;

/// <summary>A deployment that a request waits for, and its limit of requests in flight.</summary>
internal readonly record struct WaitTarget(DeploymentHealth Health, int Limit)
{
    /// <summary>Whether a request would be let in now.</summary>
    public bool HasRoom => Health.Gate.InFlight < Limit;
}
