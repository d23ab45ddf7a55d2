namespace ModelGateway.Benchmarks.Support;

/// <summary>Everybody is the same team.</summary>
internal sealed class FixedScope : IScopeResolver
{
    private readonly GatewayScope _scope = new() { Team = "search" };

    public GatewayScope Resolve() => _scope;
}
