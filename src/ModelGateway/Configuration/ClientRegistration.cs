using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>A client that existed before the gateway, as it was registered: made once, whatever is reloaded.</summary>
internal sealed record ClientRegistration(string Name, Func<IServiceProvider, IModelClient> Create, ClientDeploymentOptions Options);
