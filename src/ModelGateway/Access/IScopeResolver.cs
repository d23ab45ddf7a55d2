namespace ModelGateway;

/// <summary>
/// Resolves a request's scope from a source that the application trusts, e.g. the signed-in user. Called once for each request, when the
/// client's method is called. A scope that was begun with <see cref="GatewayScope.Begin"/> comes first: then no resolver is called.
/// </summary>
public interface IScopeResolver
{
    /// <summary>Resolves the scope of the current call.</summary>
    /// <returns>The scope; null to ask the next resolver.</returns>
    GatewayScope? Resolve();
}
