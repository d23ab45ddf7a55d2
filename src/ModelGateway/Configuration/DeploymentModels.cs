using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Rules;

namespace ModelGateway.Configuration;

/// <summary>Joins what the application configures of models with what the catalog knows. Configured facts override the catalog's.</summary>
internal sealed class DeploymentModels(ModelCatalog catalog, bool isWhole)
{
    public ModelCatalog Catalog => catalog;

    /// <summary>
    /// Whether every source of the catalog has been read. Otherwise a name that the catalog does not know is no mistake: a source that has
    /// not been read may know it, and a source that was refreshed may have dropped it.
    /// </summary>
    public bool IsWhole => isWhole;

    /// <summary>The catalog's name of a configured provider; null where the catalog does not know the provider.</summary>
    public string? FindProvider(ProviderOptions options) => catalog.FindProvider(options.Type, options.Endpoint);

    /// <summary>Completes a model that the configuration lists.</summary>
    /// <param name="provider">The catalog's name of its provider; null where there is none.</param>
    /// <param name="options">How the provider is configured; null for a client that the application registered.</param>
    /// <param name="said">The configured model.</param>
    public ModelInfo Join(string? provider, ProviderOptions? options, ModelInfo said) => Join(provider, options, said, said.Id);

    /// <summary>
    /// Describes a model that only a route or a request names. If the name is an alias of a listed model, the facts of that model apply.
    /// </summary>
    public ModelInfo Name(string? provider, ProviderOptions options, string model)
    {
        if (options.Models.FirstOrDefault(other => other.Aliases.Contains(model, StringComparer.OrdinalIgnoreCase)) is not { } listed)
        {
            return Join(provider, options, new ModelInfo { Id = model });
        }

        // The catalog may know only the listed name.
        return Join(provider, options, listed with { Id = model }, provider is not null && catalog.FindEntry(provider, model) is null
            ? listed.Id : model);
    }

    /// <summary>The catalog's entry of a model; null where it has none.</summary>
    public ModelInfo? FindEntry(string? provider, ModelInfo said) => FindEntry(provider, said, said.Id, out _);

    private ModelInfo Join(string? provider, ProviderOptions? options, ModelInfo said, string known)
    {
        ModelInfo model = (FindEntry(provider, said, known, out string? source) is { } entry
            ? said.Over(ApplyTerms(entry, source!, provider, options)) with { CatalogId = entry.CatalogId }
            : WithRules(said, source ?? provider)).WithoutRefused(said.Capabilities);
        return model.RetentionDays is { } days && said.Capabilities[Capability.ZeroRetention] == CapabilitySupport.Unknown
            && (said.RetentionDays is not null || model.Capabilities[Capability.ZeroRetention] == CapabilitySupport.Unknown)
                ? model with
                {
                    Capabilities = model.Capabilities.With(Capability.ZeroRetention, days == 0 ? CapabilitySupport.Yes
                    : CapabilitySupport.No)
                }
                : model;
    }

    // A model that the catalog does not list is known by its name's pattern alone, as a new version of a family is.
    private ModelInfo WithRules(ModelInfo said, string? source) =>
        source is null || catalog.FindRules(source, said) is not { Count: > 0 } rules ? said
        : said with { Rules = ModelRules.Over(said.Rules, rules) };

    // A configured CatalogId may name another provider's entry. Its capabilities and prices apply; its dates, regions and data policy do
    // not, as they are that provider's.
    private ModelInfo ApplyTerms(ModelInfo entry, string source, string? provider, ProviderOptions? options) =>
        options is null ? entry
        : source.Equals(provider, StringComparison.OrdinalIgnoreCase) ? ApplyEndpoint(entry, source, options)
        : entry.WithoutPolicy() with { Lifecycle = null, Regions = null };

    private ModelInfo ApplyEndpoint(ModelInfo entry, string source, ProviderOptions options)
    {
        ModelInfo model = EndpointTerms.At(entry, catalog.Header(source)!, options.Endpoint);
        return options.UseCatalogPrices ? model with { Pricing = entry.Pricing } : model;
    }

    private ModelInfo? FindEntry(string? provider, ModelInfo said, string known, out string? source)
    {
        string name = said.CatalogId ?? known;
        int slash = said.CatalogId is null ? -1 : name.IndexOf('/');
        if (slash > 0 && catalog.Header(name[..slash]) is not null)
        {
            source = name[..slash];
            return catalog.FindEntry(source, name[(slash + 1)..]);
        }

        source = provider;
        return provider is null ? null : catalog.FindEntry(provider, name);
    }
}
