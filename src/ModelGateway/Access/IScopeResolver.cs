namespace ModelGateway;

/// <summary>Says who asks, from a source that the application trusts, e.g. the signed-in user. Asked once a request, when the method is called, unless a scope was begun with <see cref="GatewayScope.Begin"/>, which comes first.</summary>
public interface IScopeResolver
{
    /// <summary>Resolves the scope of the current call.</summary>
    /// <returns>The scope; null where this resolver knows none, so that the next one is asked.</returns>
    GatewayScope? Resolve();
}
