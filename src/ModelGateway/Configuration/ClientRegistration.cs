using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>A client that the application registered as a deployment. It is created once and survives reloads.</summary>
internal sealed record ClientRegistration(string Name, Func<IServiceProvider, IModelClient> Create, ClientDeploymentOptions Options);
