using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Imports other lists of models. A list is untrusted: it is rejected whole where any value is invalid. Values that the catalog has no
/// field for are reported.
/// </summary>
internal static class CatalogImporter
{
    /// <summary>Reads a list of models.</summary>
    /// <param name="utf8">The list as UTF-8, at most 32 MiB and 100,000 models.</param>
    /// <param name="format">The format; null detects it.</param>
    /// <param name="origin">The name of the list in errors: a file name or an address.</param>
    /// <returns>The models, and a report of all values.</returns>
    /// <exception cref="CatalogException">The list is invalid, and the message names the place; or its format is unknown.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format is not one of bytes.</exception>
    public static CatalogImport Read(ReadOnlyMemory<byte> utf8, CatalogFormat? format = null, string origin = "import")
    {
        ArgumentNullException.ThrowIfNull(origin);
        return Read(utf8, format, origin, below: null);
    }

    /// <summary>Reads a list that will be layered over another catalog, which a catalog file may refer to.</summary>
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
            null => throw new CatalogException(
                origin,
                null,
                null,
                "looks like no list of models that is known: ModelGateway's own, LiteLLM's, OpenRouter's or that of genai-prices."),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Bytes are not written in it."),
        };
    }

    /// <summary>Imports a provider's list of its models, as <c>GatewayModels.ListAsync</c> returns it.</summary>
    /// <param name="provider">The catalog's name of the provider, e.g. <c>openai</c>.</param>
    /// <param name="models">The models.</param>
    /// <returns>The models, and a report of all values.</returns>
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

        if (root.TryGetProperty("provider", out JsonElement provider) && provider.ValueKind == JsonValueKind.String
            && root.TryGetProperty("models", out _))
        {
            return CatalogFormat.ModelGateway;
        }

        if (root.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Array)
        {
            return Has(data, "pricing") || Has(data, "architecture") ? CatalogFormat.OpenRouter : null;
        }

        return root.EnumerateObject().Any(IsLiteLLM) ? CatalogFormat.LiteLLM : null;
    }

    private static bool IsLiteLLM(JsonProperty model) =>
        model.Value.ValueKind == JsonValueKind.Object && model.Value.TryGetProperty("litellm_provider", out _);

    private static bool Has(JsonElement list, string field) =>
        list.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty(field, out _);

    private static CatalogImport ReadOwn(ReadOnlyMemory<byte> utf8, string origin, JsonElement root, ModelCatalog? below)
    {
        CatalogFile file = CatalogFile.Parse(utf8, origin, below);
        return new CatalogImport(
            CatalogFormat.ModelGateway, new Dictionary<string,
            IReadOnlyList<ModelInfo>>(StringComparer.OrdinalIgnoreCase)
            { [file.Header.Provider] = file.Models },
            new CatalogImportReport(file.Models.Count, ImportReportBuilder.Count(root), [], []), file: file);
    }
}
