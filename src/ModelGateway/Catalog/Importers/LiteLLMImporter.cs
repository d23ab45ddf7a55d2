using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Reads LiteLLM's <c>model_prices_and_context_window.json</c>. The entries of one model in several regions become one model, with a factor
/// for each region with proportional prices. A region with other differences becomes a separate model, <c>region/id</c>, which a configured
/// model refers to by its <see cref="ModelInfo.CatalogId"/>.
/// </summary>
internal sealed class LiteLLMImporter
{
    private readonly ImportReportBuilder _report = new();

    private LiteLLMImporter()
    {
    }

    public static CatalogImport Read(in ImportValue root) => new LiteLLMImporter().ReadModels(root);

    private CatalogImport ReadModels(in ImportValue root)
    {
        _report.LeaveEmpty(root);
        List<LiteLLMEntry> entries = [];
        int count = 0;
        foreach (ImportValue entry in root.Fields())
        {
            if (++count > CatalogLimits.Models)
            {
                throw root.Wrong($"an object of at most {CatalogLimits.Models} models");
            }

            if (ReadEntry(entry.AsModel(entry.Name), entry.Name) is { } read)
            {
                entries.Add(read);
            }
        }

        Dictionary<string, IReadOnlyList<ModelInfo>> models = new(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in entries.GroupBy(static entry => entry.Name.Provider, StringComparer.OrdinalIgnoreCase))
        {
            IEnumerable<ModelInfo> merged = provider
                .GroupBy(static entry => entry.Name.Id, StringComparer.OrdinalIgnoreCase)
                .SelectMany(group => new LiteLLMMerge(_report).Merge([.. group]));
            models.Add(provider.Key, [.. merged.DistinctBy(static model => model.Id, StringComparer.OrdinalIgnoreCase)]);
        }

        return new CatalogImport(CatalogFormat.LiteLLM, models, _report.Report(models.Values.Sum(static list => list.Count)));
    }

    private LiteLLMEntry? ReadEntry(in ImportValue entry, string key)
    {
        if (key is "sample_spec" or "fallback_generalizations")
        {
            _report.Skip(key, entry, key == "sample_spec" ? "says what fields mean" : "rules for names that LiteLLM does not list");
            return null;
        }

        string? provider = null;
        string? mode = null;
        foreach (ImportValue field in entry.Fields())
        {
            provider = field.Name == "litellm_provider" ? field.Label() : provider;
            mode = field.Name == "mode" ? field.Label() : mode;
        }

        if (provider is null)
        {
            _report.Skip(key, entry, "of no provider");
            return null;
        }

        LiteLLMName name = LiteLLMName.Parse(key, provider, mode);
        if (name.Skip is not null || !CatalogText.IsName(name.Provider) || name.Provider.Contains('/', StringComparison.Ordinal))
        {
            _report.Skip(key, entry, name.Skip ?? "a provider's name that no file could have");
            return null;
        }

        ImportReportBuilder own = new();
        return new LiteLLMEntry(key, name, new LiteLLMModelReader(own, mode).Read(entry, name), own);
    }
}

/// <summary>One of LiteLLM's entries. Several may describe the same model.</summary>
/// <param name="Key">LiteLLM's key.</param>
/// <param name="Name">The parts of the key.</param>
/// <param name="Model">The model.</param>
/// <param name="Report">The counts of the entry's values.</param>
internal sealed record LiteLLMEntry(string Key, LiteLLMName Name, ModelInfo Model, ImportReportBuilder Report);
