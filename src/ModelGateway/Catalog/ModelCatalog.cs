using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ModelGateway.Capabilities;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;
using ModelGateway.Catalog.Rules;

namespace ModelGateway;

/// <summary>
/// What is known about models, by provider: identity, capabilities, limits, prices, lifecycle. Immutable, and safe for concurrent use.
/// </summary>
/// <remarks>Files are read when they are first needed. A model that the catalog does not list may still exist.</remarks>
public sealed class ModelCatalog
{
    // Files refer to each other, so circles are possible: references are followed only this far.
    private const int MaxHops = 4;

    // What depends on the provider rather than the model: its tools and its terms. A relay forwards to the model, but not to these.
    private const CapabilityFlags ProviderCapabilities =
        CapabilityFlags.PromptCaching | CapabilityFlags.WebSearch | CapabilityFlags.CodeExecution | CapabilityFlags.FileSearch
        | CapabilityFlags.RemoteMcp | CapabilityFlags.NoTraining | CapabilityFlags.ZeroRetention;

    private readonly Dictionary<string, ICatalogProvider> _providers;

    // The models with the rules of a provider's file, so that a model stays one object.
    private readonly ConcurrentDictionary<string, ConditionalWeakTable<ModelInfo, ModelInfo>> _ruled =
        new(StringComparer.OrdinalIgnoreCase);

    internal ModelCatalog(IEnumerable<KeyValuePair<string, ICatalogProvider>> providers)
    {
        _providers = new Dictionary<string, ICatalogProvider>(providers, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The catalog that is part of the gateway.</summary>
    public static ModelCatalog Embedded => field ??= new ModelCatalog(EmbeddedFiles.Providers);

    /// <summary>The catalog's names of its providers, in alphabetical order.</summary>
    public IReadOnlyList<string> Providers => field ??= [.. _providers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Finds a model by its name or by an alias.</summary>
    /// <param name="provider">The catalog's name of the provider, e.g. <c>openai</c>; case does not matter.</param>
    /// <param name="model">
    /// The provider's name of the model; case does not matter. Where the name is not listed, additions that providers accept are taken off:
    /// collections (<c>models/</c>), geographies (<c>us.</c>), variants (<c>:nitro</c>), versions (<c>@20250929</c>, <c>-20250929</c>).
    /// </param>
    /// <returns>
    /// The model: <see cref="ModelInfo.Id"/> is its principal name at the provider, and <see cref="ModelInfo.CatalogId"/> identifies the
    /// model across the providers that serve it. Null where the catalog does not list the model.
    /// </returns>
    public ModelInfo? Find(string provider, string model)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(model);
        return FindSpelled(provider, model, followIncludes: true) is not { } found ? null
            : Header(provider) is not ({ Rules.Count: > 0 } or { Follows.Count: > 0 }) && found.Rules.Count == 0 ? found
            : _ruled.GetOrAdd(provider, static _ => []).GetValue(found, entry => WithRules(provider, entry).WithoutRefused());
    }

    /// <summary>The models of a provider, except those that it only relays.</summary>
    /// <param name="provider">The catalog's name of the provider; case does not matter.</param>
    /// <returns>The models; empty where the catalog does not list the provider.</returns>
    public IEnumerable<ModelInfo> Models(string provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        return Models(provider, MaxHops).DistinctBy(static model => model.Id, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Creates a catalog from parsed files. Of two files for one provider, the later overrides the earlier.</summary>
    internal static ModelCatalog From(params IEnumerable<CatalogFile> files) =>
        files.Aggregate(new ModelCatalog([]), static (catalog, file) => FromFile(file).Over(catalog));

    /// <summary>This catalog layered over another: facts that this one lacks are taken from the other.</summary>
    internal ModelCatalog Over(ModelCatalog other) => new(
        _providers.Select(mine => other._providers.TryGetValue(mine.Key, out ICatalogProvider? below)
                ? KeyValuePair.Create<string, ICatalogProvider>(mine.Key, new LayeredProvider(mine.Value, below))
                : mine)
            .Concat(other._providers.Where(theirs => !_providers.ContainsKey(theirs.Key))));

    /// <summary>
    /// Whether two catalogs share the same source for a provider and all providers that it refers to, so that nothing can differ.
    /// </summary>
    internal bool Shares(ModelCatalog other, string provider) => Shares(other, provider, MaxHops);

    /// <summary>The header of a provider; null where the catalog does not list the provider.</summary>
    internal CatalogHeader? Header(string provider) => _providers.GetValueOrDefault(provider)?.Header;

    /// <summary>The names and aliases of the models in a provider's file.</summary>
    internal IEnumerable<string> Names(string provider) => _providers.GetValueOrDefault(provider)?.Names ?? [];

    /// <summary>Finds a model like <see cref="Find(string, string)"/>, without applying its rules.</summary>
    internal ModelInfo? FindEntry(string provider, string model) =>
        FindSpelled(provider, model, followIncludes: true) is { } found ? WithRules(provider, found) : null;

    /// <summary>The rules of a provider's file, and of those that it follows, that hold for a model.</summary>
    /// <param name="provider">The catalog's name of the provider.</param>
    /// <param name="model">The model; its name in the catalog counts where it has one.</param>
    internal IReadOnlyList<ModelRule> FindRules(string provider, ModelInfo model)
    {
        if (Header(provider) is not { } header || (header.Rules.Count == 0 && header.Follows.Count == 0))
        {
            return [];
        }

        string name = model.CatalogId is { } id ? id[(id.IndexOf('/') + 1)..] : model.Id[(model.Id.LastIndexOf('/') + 1)..];
        return ModelRules.For(
            name, header.Follows.Aggregate(header.Rules, (rules, other) => ModelRules.After(rules, Header(other)?.Rules ?? [])));
    }

    /// <summary>Finds a model that the provider's file lists or relays. Models of included files are not found.</summary>
    internal ModelInfo? FindListed(string provider, string model) => FindSpelled(provider, model, followIncludes: false);

    /// <summary>
    /// Finds the catalog's provider for a configured one: by the host of its endpoint, else by its type. Null where neither is listed.
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

        // Most providers are named like their type, so that no other file needs to be opened.
        bool IsOfType(ICatalogProvider provider) => provider.Header.Types.Contains(type, StringComparer.OrdinalIgnoreCase);
        return _providers.TryGetValue(type, out ICatalogProvider? usual) && IsOfType(usual) ? usual.Header.Provider
            : _providers.FirstOrDefault(provider => IsOfType(provider.Value)).Key;
    }

    private static ModelCatalog FromFile(CatalogFile file) =>
        new([KeyValuePair.Create<string, ICatalogProvider>(file.Header.Provider, new ParsedProvider(file))]);

    private ModelInfo WithRules(string provider, ModelInfo model) => FindRules(provider, model) is { Count: > 0 } rules
        ? model with { Rules = ModelRules.Over(model.Rules, rules) }
        : model;

    // A name that is listed as it stands comes first: the dated versions of a model may differ.
    private ModelInfo? FindSpelled(string provider, string model, bool followIncludes)
    {
        ModelInfo? found = Find(provider, model, followIncludes, MaxHops);
        for (string? name = ModelSpelling.Plainer(model); found is null && name is not null; name = ModelSpelling.Plainer(name))
        {
            found = Find(provider, name, followIncludes, MaxHops);
        }

        return found;
    }

    private bool Shares(ModelCatalog other, string provider, int hops) =>
        ReferenceEquals(_providers.GetValueOrDefault(provider), other._providers.GetValueOrDefault(provider))
        && (hops == 0 || Header(provider) is not { } header
            || header.Includes.Concat(header.Relays.Values).All(next => Shares(other, next, hops - 1)));

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
            : own.Over(served) with { CatalogId = served.CatalogId, Pricing = PricingLayers.Merge(own.Pricing, served.Pricing) };
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
            Lifecycle = found.Lifecycle is { Successor: { } successor } lifecycle
                ? lifecycle with { Successor = prefix + successor }
                : found.Lifecycle,
            Capabilities = found.Capabilities.Forget(ProviderCapabilities),
            Pricing = null,
            Regions = null,
            RetentionDays = null,
        };
    }

    // A server's capabilities override the model's; its other defaults only fill gaps.
    private static ModelInfo Serve(ModelInfo model, CatalogHeader header) => header.Defaults is { } defaults
        ? model.Over(defaults) with { Capabilities = defaults.Capabilities.Over(model.Capabilities) }
        : model;
}
