using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ModelGateway.Buffers;
using ModelGateway.Costs.Budgets;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>
/// One configuration, immutable. A request takes a lease on the snapshot that is current when it begins, and uses no other. When the last
/// lease on a replaced snapshot is released, its providers are disposed, unless a newer snapshot shares them.
/// </summary>
internal sealed class GatewaySnapshot
{
    // Callers choose these names. The limit keeps a caller that invents models from filling the memory.
    private const int MaxNamedDeployments = 1_024;

    private readonly FrozenDictionary<string, ProviderRuntime> _providers;
    private readonly FrozenDictionary<string, Route> _routes;
    private readonly FrozenDictionary<string, Route> _deployments;

    // Case matters in names of requests: they are sent to the server as they are, and its models may differ only by case.
    private readonly ConcurrentDictionary<string, Route> _named = new(StringComparer.Ordinal);
    private readonly Func<ProviderRuntime, string, Deployment> _createDeployment;
    private readonly ModelNames _names;
    private readonly Route? _default;
    private readonly Route? _defaultEmbedding;
    private LeaseCount _leases = new();

    public GatewaySnapshot(
        ModelGatewayOptions options,
        ModelCatalog catalog,
        Dictionary<string, ProviderRuntime> providers,
        Dictionary<string, Route> routes,
        IReadOnlyList<Deployment> deployments,
        Func<ProviderRuntime, string, Deployment> createDeployment)
    {
        Options = options;
        Catalog = catalog;
        Timeouts = options.Timeouts.Over(GatewayTimeoutOptions.Default);
        Budgets = [.. options.Budgets.Select(budget => new BudgetRule(budget))];
        _providers = providers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _routes = routes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _createDeployment = createDeployment;
        _deployments = deployments.ToFrozenDictionary(deployment => deployment.Name, Single, StringComparer.OrdinalIgnoreCase);
        _names = new ModelNames(catalog, deployments, providers.Values);
        _default = options.DefaultRoute is { } name && TryResolve(name, out Route? named) ? named
            : _routes.Count == 1 ? _routes.Values[0]
            : _routes.Count == 0 && _deployments.Count == 1 ? _deployments.Values[0]
            : null;
        _defaultEmbedding = options.DefaultEmbeddingRoute is { } embedding && TryResolve(embedding, out named) ? named
            : _default is not null && Embeds(_default) ? _default
            : null;
    }

    public ModelGatewayOptions Options { get; }

    /// <summary>The catalog that it was built from.</summary>
    public ModelCatalog Catalog { get; }

    public GatewayTimeoutOptions Timeouts { get; }

    /// <summary>How much of answers is held in memory.</summary>
    public AnswerLimits Limits { get; init; } = AnswerLimits.Default;

    public BudgetRule[] Budgets { get; }

    public IEnumerable<Route> Routes => _routes.Values;

    public IEnumerable<ProviderRuntime> Providers => _providers.Values;

    /// <summary>The configured deployments.</summary>
    public IEnumerable<Deployment> Deployments => _deployments.Values.Select(static route => route.Candidates[0]);

    /// <summary>Whether a deployment of the name is configured.</summary>
    public bool HasDeployment(string name) => _deployments.ContainsKey(name);

    /// <summary>The route or the deployment of a request that names no model.</summary>
    public string? DefaultName => Options.DefaultRoute ?? _default?.Name ?? _default?.Candidates[0].Name;

    /// <summary>The route or the deployment of an embedding request that names no model.</summary>
    public string? DefaultEmbeddingName => Options.DefaultEmbeddingRoute ?? (_defaultEmbedding is not null ? DefaultName : null);

    /// <summary>Finds a configured provider; null where there is none of the name.</summary>
    public ProviderRuntime? FindProvider(string name) => _providers.GetValueOrDefault(name);

    /// <summary>
    /// Finds a route: by its name, by <c>provider/model</c>, by the name or an alias of a model that only one deployment or provider has,
    /// or the default one.
    /// </summary>
    /// <exception cref="NoRouteException">The name leads nowhere; the nearest names are suggested.</exception>
    public Route Resolve(string? modelId)
    {
        if (string.IsNullOrEmpty(modelId))
        {
            return _default ?? throw new NoRouteException(
                "The request names no model, and there is no default. Set the options' ModelId to a route or provider/model, "
                + "or configure DefaultRoute.",
                null)
            {
                Suggestions = [.. _routes.Keys.Order(StringComparer.Ordinal).Take(3)],
            };
        }

        return TryResolve(modelId, out Route? route) ? route : throw Unknown(modelId);
    }

    /// <summary>
    /// Finds the route of an embedding request. Its default is not that of chats, unless all candidates of that one embed.
    /// </summary>
    /// <exception cref="NoRouteException">The name leads nowhere, or there is none and no default.</exception>
    public Route ResolveEmbedding(string? modelId) =>
        !string.IsNullOrEmpty(modelId) ? Resolve(modelId)
        : _defaultEmbedding ?? throw new NoRouteException(
            "The request names no model to embed with, and the default is not known to embed. Set EmbeddingGenerationOptions.ModelId to a route "
            + "or provider/model, or configure DefaultEmbeddingRoute.",
            null)
        {
            Suggestions =
            [
                .. _routes.Values.Where(Embeds).Select(static route => route.Name!)
                    .Concat(_deployments.Values.Where(Embeds).Select(static route => route.Candidates[0].Name))
                    .Order(StringComparer.Ordinal).Take(3),
            ],
        };

    public bool TryResolve(string name, [NotNullWhen(true)] out Route? route) =>
        _routes.TryGetValue(name, out route) || TryResolveDeployment(name, out route);

    /// <summary>Finds the route that consists of one deployment, by the deployment's name, even if a route has the same name.</summary>
    public bool TryResolveDeployment(string name, [NotNullWhen(true)] out Route? route)
    {
        if (_deployments.TryGetValue(name, out route) || _named.TryGetValue(name, out route))
        {
            return true;
        }

        int slash = name.IndexOf('/');
        if (slash > 0 && slash < name.Length - 1 && _providers.TryGetValue(name[..slash], out ProviderRuntime? provider))
        {
            route = Keep(name, Single(_createDeployment(provider, name[(slash + 1)..])));
            return true;
        }

        // The name that is found is the name of a deployment, so this does not recurse again.
        if (_names.Find(name) is not [string only] || only.Equals(name, StringComparison.OrdinalIgnoreCase)
            || !TryResolveDeployment(only, out route))
        {
            return false;
        }

        route = Keep(name, route);
        return true;
    }

    /// <summary>Takes a lease; false where the snapshot was replaced and its last lease released.</summary>
    public bool TryLease() => _leases.TryEnter();

    /// <summary>Releases a lease. The store calls it once for the snapshot itself.</summary>
    public void Release()
    {
        if (_leases.Leave())
        {
            foreach (ProviderRuntime provider in Providers)
            {
                provider.SharedClient.Release();
            }
        }
    }

    private static bool Embeds(Route route) => Array.TrueForAll(route.Candidates, static candidate => candidate.IsKnownToEmbed);

    private static Route Single(Deployment deployment) => new(null, [deployment], OrderedPolicy.Instance);

    private Route Keep(string name, Route route) => _named.Count < MaxNamedDeployments ? _named.GetOrAdd(name, route) : route;

    private NoRouteException Unknown(string modelId)
    {
        if (_names.Find(modelId) is { Count: > 1 } several)
        {
            return new NoRouteException(
                $"'{modelId}' is a model of several: {string.Join(", ", several)}. Name one of them, or a route that lists them.", modelId)
            {
                Suggestions = several,
            };
        }

        IReadOnlyList<string> nearest = _names.FindNearest(modelId, _routes.Keys.Concat(_deployments.Keys));
        return new NoRouteException(
            $"'{modelId}' is no route, no provider/model and no model that only one provider has.{NearestNames.DidYouMean(nearest)}",
            modelId)
        {
            Suggestions = nearest,
        };
    }
}
