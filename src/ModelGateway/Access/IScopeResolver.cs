namespace ModelGateway;

/// <summary>Says who asks, from a source that the application trusts, e.g. the signed-in user. Asked once a request, before anything else.</summary>
public interface IScopeResolver
{
    /// <summary>Resolves the scope of the current call.</summary>
    /// <returns>The scope; null where this resolver knows none, so that the next one or <see cref="GatewayScope.Current"/> is asked.</returns>
    GatewayScope? Resolve();
}
