namespace ModelGateway.Benchmarks.Support;

/// <summary>Puts every request into one team's scope.</summary>
internal sealed class FixedScope : IScopeResolver
{
    private readonly GatewayScope _scope = new() { Team = "search" };

    public GatewayScope Resolve() => _scope;
}
