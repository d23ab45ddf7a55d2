using ModelGateway.Capabilities;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway;

/// <summary>
/// What is known of models, provider by provider: identity, capabilities, limits, prices, lifecycle. Immutable, and safe for concurrent use.
/// Files are read as they are asked for. What a catalog does not know may exist all the same.
/// </summary>
public sealed class ModelCatalog
{
    // Files name each other; one that leads back to itself must not be followed for ever.
    private const int MaxHops = 4;

    // A relay forwards to the model, but under terms and with tools of its own.
    private const CapabilityFlags ProvidersOwn =
        CapabilityFlags.PromptCaching | CapabilityFlags.WebSearch | CapabilityFlags.CodeExecution | CapabilityFlags.FileSearch | CapabilityFlags.RemoteMcp
        | CapabilityFlags.NoTraining | CapabilityFlags.ZeroRetention;

    private readonly Dictionary<string, ICatalogProvider> _providers;

    internal ModelCatalog(IEnumerable<KeyValuePair<string, ICatalogProvider>> providers)
    {
        _providers = new Dictionary<string, ICatalogProvider>(providers, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The catalog that comes with the gateway.</summary>
    public static ModelCatalog Embedded => field ??= new ModelCatalog(EmbeddedFiles.Providers);

    /// <summary>The catalog's names of the providers that it knows, in alphabetical order.</summary>
    public IReadOnlyList<string> Providers => field ??= [.. _providers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Finds a model by its name, or by another name that it goes by.</summary>
    /// <param name="provider">The catalog's name of the provider, e.g. <c>openai</c>; case does not matter.</param>
    /// <param name="model">The provider's name of the model; case does not matter.</param>
    /// <returns>
    /// What is known; its <see cref="ModelInfo.Id"/> is the model's principal name at the provider, and its <see cref="ModelInfo.CatalogId"/>
    /// the model itself, whoever serves it. Null where the catalog does not know the model.
    /// </returns>
    public ModelInfo? Find(string provider, string model)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(model);
        return Find(provider, model, followIncludes: true, MaxHops);
    }

    /// <summary>All models of a provider, except those that it merely relays.</summary>
    /// <param name="provider">The catalog's name of the provider; case does not matter.</param>
    /// <returns>The models; empty where the catalog does not know the provider.</returns>
    public IEnumerable<ModelInfo> Models(string provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return Models(provider, MaxHops).DistinctBy(static model => model.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A catalog of files that were read whole. Where two are of one provider, the later goes over the earlier.</summary>
    internal static ModelCatalog Of(params IEnumerable<CatalogFile> files) =>
        files.Aggregate(new ModelCatalog([]), static (catalog, file) => new ModelCatalog([KeyValuePair.Create<string, ICatalogProvider>(file.Header.Provider, new ParsedProvider(file))]).Over(catalog));

    /// <summary>What this says, and where it is silent, the other: provider by provider, model by model, fact by fact.</summary>
    internal ModelCatalog Over(ModelCatalog other) => new(
        _providers.Select(mine => other._providers.TryGetValue(mine.Key, out ICatalogProvider? below)
                ? KeyValuePair.Create<string, ICatalogProvider>(mine.Key, new LayeredProvider(mine.Value, below))
                : mine)
            .Concat(other._providers.Where(theirs => !_providers.ContainsKey(theirs.Key))));

    /// <summary>Whether nothing can differ of a provider, as both have it from one place, and those that it refers to as well.</summary>
    internal bool Shares(ModelCatalog other, string provider) => Shares(other, provider, MaxHops);

    /// <summary>What is said of a provider as a whole; null where it is not known.</summary>
    internal CatalogHeader? Header(string provider) => _providers.GetValueOrDefault(provider)?.Header;

    /// <summary>The names and aliases of a provider's own models.</summary>
    internal IEnumerable<string> Names(string provider) => _providers.GetValueOrDefault(provider)?.Names ?? [];

    /// <summary>Finds a model that the provider itself lists or relays; one that it may serve because it serves whatever it is given is not found.</summary>
    internal ModelInfo? FindListed(string provider, string model) => Find(provider, model, followIncludes: false, MaxHops);

    /// <summary>
    /// The catalog's name of what a provider is configured as: whoever the address belongs to, else what its type stands for. Null where
    /// neither is known.
    /// </summary>
    internal string? FindProvider(string type, Uri? endpoint)
    {
        if (endpoint is { IsAbsoluteUri: true, Host: { Length: > 0 } host })
        {
            foreach ((string name, ICatalogProvider provider) in _providers)
            {
                if (provider.Header.Hosts.Any(known => EndpointTerms.IsHost(host, known)))
                {
                    return name;
                }
            }
        }

        // Most are named as their type is; then no other file is opened.
        bool IsOfType(ICatalogProvider provider) => provider.Header.Types.Contains(type, StringComparer.OrdinalIgnoreCase);
        return _providers.TryGetValue(type, out ICatalogProvider? usual) && IsOfType(usual) ? usual.Header.Provider
            : _providers.FirstOrDefault(provider => IsOfType(provider.Value)).Key;
    }

    private bool Shares(ModelCatalog other, string provider, int hops) =>
        ReferenceEquals(_providers.GetValueOrDefault(provider), other._providers.GetValueOrDefault(provider))
        && (hops == 0 || Header(provider) is not { } header || header.Includes.Concat(header.Relays.Values).All(next => Shares(other, next, hops - 1)));

    private IEnumerable<ModelInfo> Models(string provider, int hops)
    {
        if (hops == 0 || !_providers.TryGetValue(provider, out ICatalogProvider? source))
        {
            return [];
        }

        return source.Models.Select(model => Find(provider, model.Id)!)
            .Concat(source.Header.Includes.SelectMany(included => Models(included, hops - 1)).Select(model => Serve(model, source.Header)));
    }

    private ModelInfo? Find(string provider, string model, bool followIncludes, int hops)
    {
        if (hops == 0 || !_providers.TryGetValue(provider, out ICatalogProvider? source))
        {
            return null;
        }

        ModelInfo? own = source.Find(model);
        ModelInfo? served = FindRelayed(source.Header, own?.Id ?? model, followIncludes, hops);
        for (int i = 0; served is null && (followIncludes || own is not null) && i < source.Header.Includes.Count; i++)
        {
            served = Find(source.Header.Includes[i], own?.Id ?? model, followIncludes, hops - 1);
        }

        return served is null ? own
            : own is null ? Serve(served, source.Header)
            : own.Over(served) with { CatalogId = served.CatalogId };
    }

    private ModelInfo? FindRelayed(CatalogHeader header, string model, bool followIncludes, int hops)
    {
        int slash = model.IndexOf('/');
        if (slash <= 0 || header.Relays.Count == 0 || !header.Relays.TryGetValue(model[..slash], out string? target)
            || Find(target, model[(slash + 1)..], followIncludes, hops - 1) is not { } found)
        {
            return null;
        }

        string prefix = model[..(slash + 1)];
        return found with
        {
            Id = prefix + found.Id,
            Aliases = [.. found.Aliases.Select(alias => prefix + alias)],
            Lifecycle = found.Lifecycle is { Successor: { } successor } lifecycle ? lifecycle with { Successor = prefix + successor } : found.Lifecycle,
            Capabilities = found.Capabilities.Forget(ProvidersOwn),
            Pricing = null,
            Regions = null,
            RetentionDays = null,
        };
    }

    // What a server can in general limits the models that it serves; what is else said of models in general says less than the model's own file.
    private static ModelInfo Serve(ModelInfo model, CatalogHeader header) => header.Defaults is { } defaults
        ? model.Over(defaults) with { Capabilities = defaults.Capabilities.Over(model.Capabilities) }
        : model;
}
