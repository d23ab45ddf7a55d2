using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>Validates options and builds a snapshot from them.</summary>
internal sealed class SnapshotBuilder
{
    private readonly IServiceProvider _services;
    private readonly GatewayIdentity _gateway;
    private readonly LiveState _state;
    private readonly ProviderFactory _providers;
    private readonly Dictionary<string, IRoutingPolicy> _policies;
    private readonly IConfiguration? _configuration;

    public SnapshotBuilder(IServiceProvider services, GatewayIdentity gateway, LiveState state)
    {
        _services = services;
        _gateway = gateway;
        _state = state;
        _providers = new ProviderFactory(services, gateway, state);
        _configuration = services.GetService<IConfiguration>();
        _policies =
            new Dictionary<string, IRoutingPolicy>(StringComparer.OrdinalIgnoreCase) { [RoutingPolicies.Ordered] = OrderedPolicy.Instance };
        foreach (IRoutingPolicy policy in services.GetServices<IRoutingPolicy>()
            .Concat(services.GetKeyedServices<IRoutingPolicy>(gateway.Key)))
        {
            _policies[policy.Name] = policy;
        }
    }

    /// <param name="options">The options.</param>
    /// <param name="catalog">What is known of models. The whole snapshot uses this catalog, even if a source is refreshed
    /// meanwhile.</param>
    /// <param name="isWhole">Whether every source of the catalog has been read, so that a name that it does not know is a mistake.</param>
    /// <param name="previous">The snapshot that this one replaces. Providers with unchanged settings keep their clients.</param>
    /// <param name="found">Faults that were found before, which are reported with all others; null for none.</param>
    /// <exception cref="GatewayConfigurationException">The options are not valid.</exception>
    public GatewaySnapshot Build(ModelGatewayOptions options, ModelCatalog catalog, bool isWhole, GatewaySnapshot? previous = null,
        IReadOnlyList<string>? found = null)
    {
        DeploymentModels models = new(catalog, isWhole);
        IReadOnlyList<string> faults = new GatewayOptionsValidator(_configuration, _providers.Types, _policies.Keys, models)
            .Validate(options, found ?? []);
        if (faults.Count > 0)
        {
            throw new GatewayConfigurationException(faults, _gateway.Name);
        }

        _state.BeginBuild();
        Dictionary<string, ProviderRuntime> providers = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach ((string name, ProviderOptions provider) in options.Providers)
            {
                providers.Add(name, _providers.Create(name, provider, models, previous?.FindProvider(name), options.UserAgent));
            }

            GatewaySnapshot snapshot = Build(options, models, providers);
            _state.ForgetAllBut(snapshot);
            return snapshot;
        }
        catch
        {
            foreach (ProviderRuntime provider in providers.Values)
            {
                provider.SharedClient.Release();
            }

            throw;
        }
    }

    /// <summary>The configuration was loaded again: what a person mends is tried again at once.</summary>
    public void OnReload() => _state.OnReload();

    private GatewaySnapshot Build(ModelGatewayOptions options, DeploymentModels models, Dictionary<string, ProviderRuntime> providers)
    {
        DeploymentFactory factory = new(options, models, _state);
        Dictionary<string, Deployment> deployments = CreateDeployments(options, providers, factory);
        Dictionary<string, Route> routes = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, GatewayRouteOptions route) in options.Routes)
        {
            Deployment[] candidates = [.. route.To.Select(target => FindOrAdd(target, deployments, providers, factory))];
            routes.Add(name, CreateRoute(name, route, candidates));
        }

        // Successors are found last, when every listed deployment exists: a successor that is listed is that deployment.
        Successors successors = new(models.Catalog, deployments, providers, factory.CreateForRoute);
        foreach (Route route in routes.Values)
        {
            route.Lifecycle = RouteLifecycle.For(route, successors.For(options.Routes[route.Name!].UseSuccessors ? route.Candidates : []));
        }

        _state.Events.Limit = options.MaxUnfinishedEventBytes;
        return new GatewaySnapshot(options, models.Catalog, providers, routes, [.. deployments.Values], factory.CreateForRequest)
        {
            Limits = new AnswerLimits(options.MaxAnswerBytes, _state.Events),
        };
    }

    private Dictionary<string, Deployment> CreateDeployments(
        ModelGatewayOptions options, Dictionary<string, ProviderRuntime> providers, DeploymentFactory factory)
    {
        Dictionary<string, Deployment> deployments = new(StringComparer.OrdinalIgnoreCase);
        foreach (ClientRegistration registration in options.Clients.Values)
        {
            deployments.Add(registration.Name, factory.Create(registration, _state.Client(registration, _services)));
        }

        foreach (ProviderRuntime provider in providers.Values)
        {
            foreach (ModelInfo model in provider.Models)
            {
                deployments[$"{provider.Name}/{model.Id}"] = factory.Create(provider, model);
            }
        }

        return deployments;
    }

    private static Deployment FindOrAdd(
        string target, Dictionary<string, Deployment> deployments, Dictionary<string, ProviderRuntime> providers, DeploymentFactory factory)
    {
        if (!deployments.TryGetValue(target, out Deployment? deployment))
        {
            int slash = target.IndexOf('/');
            deployment = factory.CreateForRoute(providers[target[..slash]], target[(slash + 1)..]);
            deployments.Add(deployment.Name, deployment);
        }

        return deployment;
    }

    private Route CreateRoute(string name, GatewayRouteOptions options, Deployment[] candidates) =>
        new(name, candidates, _policies[options.Policy])
        {
            Timeouts = options.Timeouts,
            FailOverWhenRefused = options.FailOverWhenRefused,
            FailOverBetweenEmbeddingModels = options.FailOverBetweenEmbeddingModels,
            MaxRepairs = options.MaxRepairs,
            CheckedSchemas = [.. options.CheckedSchemas],
            Rules = new NegotiationRules
            {
                Require = RequirementSet.From(options.Require),
                Prefer = [.. options.Prefer],
                WhenUnknown = options.WhenUnknown,
                WhenOptionMissing = options.WhenOptionMissing,
                Bridges = options.Bridges,
            },
        };
}
