using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>What was read from another list of models.</summary>
internal sealed class CatalogImport
{
    private readonly IReadOnlyList<ImportedPattern> _patterns;
    private readonly CatalogFile? _file;

    internal CatalogImport(
        CatalogFormat format, IReadOnlyDictionary<string, IReadOnlyList<ModelInfo>> models, CatalogImportReport report, IReadOnlyList<ImportedPattern>? patterns = null, CatalogFile? file = null)
    {
        _file = file;
        Format = format;
        Models = models;
        Report = report;
        _patterns = patterns ?? [];
    }

    /// <summary>What it was written in.</summary>
    public CatalogFormat Format { get; }

    /// <summary>The models by the catalog's name of their provider, each id of a provider once.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ModelInfo>> Models { get; }

    /// <summary>What became of every value of the source.</summary>
    public CatalogImportReport Report { get; }

    /// <summary>
    /// The models as a catalog of their own. It knows only names and aliases, not the source's patterns, and nothing of how providers are
    /// configured: it is meant to lie over the embedded one.
    /// </summary>
    public ModelCatalog Catalog => field ??= ModelCatalog.Of(Files);

    internal IEnumerable<CatalogFile> Files => _file is { } own ? [own]
        : Models.OrderBy(static provider => provider.Key, StringComparer.Ordinal).Select(static provider => new CatalogFile(new CatalogHeader { Provider = provider.Key }, provider.Value));

    /// <summary>
    /// Finds a model by id, then by alias, then by the source's own patterns: genai-prices lists <c>claude-sonnet-4-5</c> and says that
    /// whatever begins so costs the same, which prices a dated name that the list does not have.
    /// </summary>
    /// <param name="provider">The catalog's name of the provider.</param>
    /// <param name="model">The model's name there.</param>
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
            ?? _patterns.FirstOrDefault(pattern => pattern.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase) && pattern.Match.Fits(model))?.Model;
    }
}
