namespace ModelGateway.Configuration;

/// <summary>What is known of a deployment's model: what the application says, over what the catalog knows.</summary>
internal sealed class DeploymentModels(ModelCatalog catalog, bool isWhole)
{
    public ModelCatalog Catalog => catalog;

    /// <summary>Whether the catalog is all that there is to know: a source that is not read yet may know more, and one that was refreshed less.</summary>
    public bool IsWhole => isWhole;

    /// <summary>The catalog's name of a configured provider; null where the catalog does not know it.</summary>
    public string? FindProvider(ProviderOptions options) => catalog.FindProvider(options.Type, options.Endpoint);

    /// <summary>A model that was listed.</summary>
    /// <param name="provider">The catalog's name of its provider; null where there is none.</param>
    /// <param name="said">What the application says.</param>
    public ModelInfo Join(string? provider, ModelInfo said)
    {
        ModelInfo model = FindEntry(provider, said) is { } entry ? said.Over(entry) with { CatalogId = entry.CatalogId } : said;
        return model.RetentionDays is { } days && said.Capabilities[Capability.ZeroRetention] == CapabilitySupport.Unknown
            && (said.RetentionDays is not null || model.Capabilities[Capability.ZeroRetention] == CapabilitySupport.Unknown)
                ? model with { Capabilities = model.Capabilities.With(Capability.ZeroRetention, days == 0 ? CapabilitySupport.Yes : CapabilitySupport.No) }
                : model;
    }

    /// <summary>A model that only a route or a request names. Where it is another name of a listed one, what is said of that one holds.</summary>
    public ModelInfo Name(string? provider, ProviderOptions options, string model)
    {
        ModelInfo? listed = options.Models.FirstOrDefault(other => other.Aliases.Contains(model, StringComparer.OrdinalIgnoreCase));
        return Join(provider, listed is null ? new ModelInfo { Id = model } : listed with { Id = model, CatalogId = listed.CatalogId ?? CatalogIdOf(provider, listed, model) });
    }

    /// <summary>The catalog's entry of a model; null where it has none.</summary>
    public ModelInfo? FindEntry(string? provider, ModelInfo said)
    {
        string name = said.CatalogId ?? said.Id;
        int slash = said.CatalogId is null ? -1 : name.IndexOf('/');
        return slash > 0 && catalog.Header(name[..slash]) is not null ? catalog.Find(name[..slash], name[(slash + 1)..])
            : provider is null ? null
            : catalog.Find(provider, name);
    }

    // The catalog may know only the listed name.
    private string? CatalogIdOf(string? provider, ModelInfo listed, string alias) =>
        provider is not null && catalog.Find(provider, alias) is null ? catalog.Find(provider, listed.Id)?.CatalogId : null;
}
