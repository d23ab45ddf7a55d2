using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>The result of importing a list of models.</summary>
internal sealed class CatalogImport
{
    private readonly IReadOnlyList<ImportedPattern> _patterns;
    private readonly CatalogFile? _file;

    internal CatalogImport(
        CatalogFormat format,
        IReadOnlyDictionary<string, IReadOnlyList<ModelInfo>> models,
        CatalogImportReport report,
        IReadOnlyList<ImportedPattern>? patterns = null,
        CatalogFile? file = null)
    {
        _file = file;
        Format = format;
        Models = models;
        Report = report;
        _patterns = patterns ?? [];
    }

    /// <summary>The format of the list.</summary>
    public CatalogFormat Format { get; }

    /// <summary>The models by the catalog's name of their provider, with distinct ids.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ModelInfo>> Models { get; }

    /// <summary>Which values of the list were used.</summary>
    public CatalogImportReport Report { get; }

    /// <summary>
    /// The models as a catalog, to be layered over the embedded one. It has names and aliases, but not the list's patterns, nor types and
    /// hosts of providers.
    /// </summary>
    public ModelCatalog Catalog => field ??= ModelCatalog.From(Files);

    internal IEnumerable<CatalogFile> Files => _file is { } own ? [own]
        : Models.OrderBy(static provider => provider.Key, StringComparer.Ordinal)
            .Select(static provider => new CatalogFile(new CatalogHeader { Provider = provider.Key }, provider.Value));

    /// <summary>
    /// Finds a model by id, then by alias, then by the list's patterns. For instance, genai-prices lists <c>claude-sonnet-4-5</c> with a
    /// pattern for all names that start with it, which covers dated names that the list does not contain.
    /// </summary>
    /// <param name="provider">The catalog's name of the provider.</param>
    /// <param name="model">The provider's name of the model.</param>
    /// <returns>The model; null where nothing fits.</returns>
    public ModelInfo? Find(string provider, string model)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(model);
        if (!Models.TryGetValue(provider, out IReadOnlyList<ModelInfo>? models))
        {
            return null;
        }

        return models.FirstOrDefault(known => known.Id.Equals(model, StringComparison.OrdinalIgnoreCase))
            ?? models.FirstOrDefault(known => known.Aliases.Contains(model, StringComparer.OrdinalIgnoreCase))
            ?? _patterns.FirstOrDefault(pattern =>
                pattern.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase) && pattern.Match.Fits(model))?.Model;
    }
}
