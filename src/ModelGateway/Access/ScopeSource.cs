namespace ModelGateway.Access;

/// <summary>Finds a request's scope: the ambient one, else that of the first resolver that knows one.</summary>
internal sealed class ScopeSource(IEnumerable<IScopeResolver> resolvers)
{
    private readonly IScopeResolver[] _resolvers = [.. resolvers];

    public GatewayScope Resolve(GatewayScope? narrower)
    {
        GatewayScope? scope = GatewayScope.Current;
        for (int i = 0; scope is null && i < _resolvers.Length; i++)
        {
            scope = _resolvers[i].Resolve();
        }

        return (scope ?? GatewayScope.None).Narrow(narrower);
    }
}
