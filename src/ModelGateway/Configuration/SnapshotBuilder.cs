using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Capabilities;
using ModelGateway.Keys;
using ModelGateway.Negotiation;
using ModelGateway.Providers;
using ModelGateway.Providers.Http;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>Builds a snapshot from valid options.</summary>
internal sealed class SnapshotBuilder
{
    /// <summary>The name of the <c>IHttpClientFactory</c> client that providers share; connections are pooled by host.</summary>
    public const string HttpClientName = "ModelGateway";

    private readonly IServiceProvider _services;
    private readonly LiveState _state;
    private readonly Dictionary<string, IRoutingPolicy> _policies;
    private readonly IConfiguration? _configuration;

    public SnapshotBuilder(IServiceProvider services, string name, LiveState state)
    {
        _services = services;
        _state = state;
        _configuration = services.GetService<IConfiguration>();
        _policies = new Dictionary<string, IRoutingPolicy>(StringComparer.OrdinalIgnoreCase) { [RoutingPolicies.Ordered] = OrderedPolicy.Instance };
        foreach (IRoutingPolicy policy in services.GetServices<IRoutingPolicy>().Concat(services.GetKeyedServices<IRoutingPolicy>(name)))
        {
            _policies[policy.Name] = policy;
        }
    }

    /// <param name="options">The options.</param>
    /// <param name="catalog">What is known of models: one catalog for all of the snapshot, whatever is refreshed meanwhile.</param>
    /// <param name="isWhole">Whether the catalog is all that the options ask for, so that a name that it does not know is a mistake.</param>
    /// <exception cref="GatewayConfigurationException">The options are not valid.</exception>
    public GatewaySnapshot Build(ModelGatewayOptions options, ModelCatalog catalog, bool isWhole)
    {
        DeploymentModels models = new(catalog, isWhole);
        IReadOnlyList<string> faults = new GatewayOptionsValidator(_configuration, _policies.Keys, models).Validate(options);
        if (faults.Count > 0)
        {
            throw new GatewayConfigurationException(faults);
        }

        Dictionary<string, Deployment> deployments = new(StringComparer.OrdinalIgnoreCase);
        foreach (ClientRegistration registration in options.Clients.Values)
        {
            deployments.Add(registration.Name, CreateDeployment(registration, options, models));
        }

        Dictionary<string, ProviderRuntime> providers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, ProviderOptions provider) in options.Providers)
        {
            ProviderRuntime runtime = CreateProvider(name, provider, models);
            providers.Add(name, runtime);
            foreach (ModelInfo model in runtime.Models)
            {
                deployments[$"{name}/{model.Id}"] = CreateDeployment(runtime, model, options, _state.Deployment);
            }
        }

        ModelInfo Model(ProviderRuntime provider, string model) => models.Name(provider.CatalogName, provider.Options, model);
        Deployment Listed(ProviderRuntime provider, string model) => CreateDeployment(provider, Model(provider, model), options, _state.Deployment);
        Deployment Named(ProviderRuntime provider, string model) => CreateDeployment(provider, Model(provider, model), options, _state.NamedDeployment);
        Dictionary<string, Route> routes = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, GatewayRouteOptions route) in options.Routes)
        {
            Deployment[] candidates = [.. route.To.Select(target => Find(target, deployments, providers, Listed))];
            routes.Add(name, new Route(name, candidates, _policies[route.Policy])
            {
                Timeouts = route.Timeouts,
                FailOverWhenRefused = route.FailOverWhenRefused,
                FailOverBetweenEmbeddingModels = route.FailOverBetweenEmbeddingModels,
                MaxRepairs = route.MaxRepairs,
                Rules = new NegotiationRules
                {
                    Require = RequirementSet.From(route.Require),
                    Prefer = [.. route.Prefer],
                    WhenUnknown = route.WhenUnknown,
                    WhenOptionMissing = route.WhenOptionMissing,
                    Bridges = route.Bridges,
                },
            });
        }

        // When every listed deployment is there: a successor that is one of them is that one.
        Successors successors = new(catalog, deployments, providers, Listed);
        foreach (Route route in routes.Values)
        {
            route.Lifecycle = RouteLifecycle.For(route, successors.Of(options.Routes[route.Name!].UseSuccessors ? route.Candidates : []));
        }

        return new GatewaySnapshot(options, models.Catalog, providers, routes, [.. deployments.Values], Named);
    }

    private static Deployment Find(
        string target,
        Dictionary<string, Deployment> deployments,
        Dictionary<string, ProviderRuntime> providers,
        Func<ProviderRuntime, string, Deployment> create)
    {
        if (!deployments.TryGetValue(target, out Deployment? deployment))
        {
            int slash = target.IndexOf('/');
            deployment = create(providers[target[..slash]], target[(slash + 1)..]);
            deployments.Add(deployment.Name, deployment);
        }

        return deployment;
    }

    private ProviderRuntime CreateProvider(string name, ProviderOptions options, DeploymentModels models)
    {
        ProviderType type = ProviderTypes.Find(options.Type)!;
        Uri endpoint = type.Endpoint(options)!;
        if (!endpoint.AbsoluteUri.EndsWith('/'))
        {
            endpoint = new Uri(endpoint.AbsoluteUri + "/");
        }

        List<ProviderKey> keys = [.. options.Keys.Select((setting, index) => KeySource.Resolve(setting, index, _configuration)).OfType<ProviderKey>()];
        if (options.TokenCallback is not null)
        {
            keys.Clear();
        }
        else if (options.Keys.Count == 0 && type.FindUsualKey(options) is { } usual)
        {
            keys.Add(usual);
        }

        HttpMessageInvoker http = new(_services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(HttpClientName), disposeHandler: false);
        HttpModelClient client = new(type.CreateAdapter(options), endpoint, http, Headers(options), _state.Scheduler.Time, options.TokenCallback);
        string? catalogName = models.FindProvider(options);
        return new ProviderRuntime(name, options, client, new KeyPool(keys, key => _state.Key(name, key)))
        {
            CatalogName = catalogName,
            Models = [.. options.Models.Select(model => models.Join(catalogName, options, model))],
        };
    }

    // Those of the shared HTTP client, then the provider's own; null where there are none, as most often.
    private HttpRequestHeaders? Headers(ProviderOptions options)
    {
        using HttpRequestMessage holder = new();
        foreach (KeyValuePair<string, HeaderStringValues> header in
            _services.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName).DefaultRequestHeaders.NonValidated)
        {
            holder.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        foreach ((string name, string value) in options.Headers)
        {
            holder.Headers.Remove(name);
            holder.Headers.TryAddWithoutValidation(name, value);
        }

        return holder.Headers.NonValidated.Count > 0 ? holder.Headers : null;
    }

    private static Deployment CreateDeployment(
        ProviderRuntime provider, ModelInfo model, ModelGatewayOptions options, Func<string, LiveDeployment> find)
    {
        string name = $"{provider.Name}/{model.Id}";
        LiveDeployment live = find(name);
        return new Deployment(name, provider.Name, model, provider.Client, provider.Keys.For(live.Key), live.Health)
        {
            EmbeddingKeys = provider.Keys.For(live.EmbeddingKey),
            Breaker = options.Breaker,
            Timeouts = provider.Options.Timeouts,
            Retirement = Retirement.From(model, options.Catalog.DrainBefore),
            ProviderModels = provider.Models,
            Region = provider.Options.Region,
        };
    }

    private Deployment CreateDeployment(ClientRegistration registration, ModelGatewayOptions options, DeploymentModels models)
    {
        string name = registration.Name;
        int slash = name.IndexOf('/');
        ClientDeploymentOptions settings = registration.Options;
        ModelInfo model = models.Join(null, null, settings.ToModel(name[(slash + 1)..]));
        return new Deployment(
            name, slash < 0 ? name : name[..slash], model, _state.Client(registration, _services), KeyPool.Empty, _state.Deployment(name).Health)
        {
            Breaker = options.Breaker,
            Retirement = Retirement.From(model, options.Catalog.DrainBefore),
            Timeouts = settings.Timeouts,
        };
    }
}
