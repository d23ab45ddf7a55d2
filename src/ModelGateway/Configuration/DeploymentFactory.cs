using ModelGateway.Keys;
using ModelGateway.Providers;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>Creates the deployments of one snapshot. Their health is taken from the state that outlives snapshots.</summary>
internal sealed class DeploymentFactory(ModelGatewayOptions options, DeploymentModels models, LiveState state)
{
    /// <summary>A deployment of a model that the provider lists.</summary>
    public Deployment Create(ProviderRuntime provider, ModelInfo model) =>
        Create(provider, model, state.Deployment(GetName(provider, model)));

    /// <summary>A deployment of a model that only a route names.</summary>
    public Deployment CreateForRoute(ProviderRuntime provider, string model) => Create(provider, Complete(provider, model));

    /// <summary>A deployment of a model that only a request names.</summary>
    public Deployment CreateForRequest(ProviderRuntime provider, string model)
    {
        ModelInfo info = Complete(provider, model);
        return Create(provider, info, state.NamedDeployment(GetName(provider, info)));
    }

    /// <summary>The deployment of a client that the application registered.</summary>
    public Deployment Create(ClientRegistration registration, IModelClient client)
    {
        string name = registration.Name;
        int slash = name.IndexOf('/');
        ClientDeploymentOptions settings = registration.Options;
        ModelInfo model = models.Join(null, null, settings.ToModel(name[(slash + 1)..]));
        LiveDeployment live = state.Deployment(name);
        return new Deployment(name, slash < 0 ? name : name[..slash], model, client, KeyPool.WithoutKeys(live.Whole), live.Health)
        {
            EmbeddingKeys = KeyPool.WithoutKeys(live.EmbeddingWhole),
            Breaker = options.Breaker,
            Retirement = Retirement.From(model, options.Catalog.DrainBefore),
            Timeouts = settings.Timeouts,
        };
    }

    private static string GetName(ProviderRuntime provider, ModelInfo model) => $"{provider.Name}/{model.Id}";

    private ModelInfo Complete(ProviderRuntime provider, string model) => models.Name(provider.CatalogName, provider.Options, model);

    private Deployment Create(ProviderRuntime provider, ModelInfo model, LiveDeployment live) =>
        new(GetName(provider, model), provider.Name, model, provider.Client, provider.Keys.For(live.Key, live.Whole), live.Health)
        {
            EmbeddingKeys = provider.Keys.For(live.EmbeddingKey, live.EmbeddingWhole),
            Breaker = options.Breaker,
            Timeouts = provider.Options.Timeouts,
            Retirement = Retirement.From(model, options.Catalog.DrainBefore),
            ProviderModels = provider.Models,
            Region = provider.Options.Region,
        };
}
