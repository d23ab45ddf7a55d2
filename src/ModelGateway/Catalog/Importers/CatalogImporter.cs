using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Reads lists of models that others keep into catalog entries. What is read may come from anywhere: either all of it is as it should be, or
/// it is refused whole, and what it says that the catalog has no place for is reported.
/// </summary>
internal static class CatalogImporter
{
    /// <summary>Reads a list of models.</summary>
    /// <param name="utf8">The list as UTF-8, at most 32 MiB and 100,000 models.</param>
    /// <param name="format">What it is written in; null finds out by what it looks like.</param>
    /// <param name="origin">What errors call it: a file's name, an address.</param>
    /// <returns>The models, and what became of every value of the list.</returns>
    /// <exception cref="CatalogException">It is not what it should be; the message says where. Or it looks like none of the formats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format is none that bytes are written in.</exception>
    public static CatalogImport Read(ReadOnlyMemory<byte> utf8, CatalogFormat? format = null, string origin = "import")
    {
        ArgumentNullException.ThrowIfNull(origin);
        return Read(utf8, format, origin, below: null);
    }

    /// <summary>The same for what will lie over another catalog, which a file of our own may refer to.</summary>
    internal static CatalogImport Read(ReadOnlyMemory<byte> utf8, CatalogFormat? format, string origin, ModelCatalog? below)
    {
        using JsonDocument document = ImportDocument.Open(utf8, origin);
        ImportValue root = new(document.RootElement, new ImportPlace(origin, null), "");
        return (format ?? Detect(document.RootElement)) switch
        {
            CatalogFormat.ModelGateway => ReadOwn(utf8, origin, document.RootElement, below),
            CatalogFormat.LiteLLM => LiteLLMImporter.Read(root),
            CatalogFormat.OpenRouter => OpenRouterImporter.Read(root),
            CatalogFormat.GenAiPrices => GenAiPricesImporter.Read(root),
            null => throw new CatalogException(origin, null, null, "looks like no list of models that is known: ModelGateway's own, LiteLLM's, OpenRouter's or that of genai-prices."),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Bytes are not written in it."),
        };
    }

    /// <summary>Makes catalog entries of what a provider lists, as <c>GatewayModels.ListAsync</c> returns it.</summary>
    /// <param name="provider">The catalog's name of the provider, e.g. <c>openai</c>.</param>
    /// <param name="models">The models.</param>
    /// <returns>The models, and what became of what the provider says of them.</returns>
    public static CatalogImport Read(string provider, IEnumerable<DiscoveredModel> models)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        ArgumentNullException.ThrowIfNull(models);
        return ModelListImporter.Read(provider, models);
    }

    private static CatalogFormat? Detect(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return Has(root, "models") && Has(root, "id") ? CatalogFormat.GenAiPrices : null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (root.TryGetProperty("provider", out JsonElement provider) && provider.ValueKind == JsonValueKind.String && root.TryGetProperty("models", out _))
        {
            return CatalogFormat.ModelGateway;
        }

        if (root.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array)
        {
            return Has(data, "pricing") || Has(data, "architecture") ? CatalogFormat.OpenRouter : null;
        }

        return root.EnumerateObject().Any(static model => model.Value.ValueKind == JsonValueKind.Object && model.Value.TryGetProperty("litellm_provider", out _))
            ? CatalogFormat.LiteLLM : null;
    }

    private static bool Has(JsonElement list, string field) =>
        list.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty(field, out _);

    private static CatalogImport ReadOwn(ReadOnlyMemory<byte> utf8, string origin, JsonElement root, ModelCatalog? below)
    {
        CatalogFile file = CatalogFile.Parse(utf8, origin, below);
        return new CatalogImport(
            CatalogFormat.ModelGateway, new Dictionary<string, IReadOnlyList<ModelInfo>>(StringComparer.OrdinalIgnoreCase) { [file.Header.Provider] = file.Models },
            new CatalogImportReport(file.Models.Count, ImportReportBuilder.Count(root), [], []), file: file);
    }
}
