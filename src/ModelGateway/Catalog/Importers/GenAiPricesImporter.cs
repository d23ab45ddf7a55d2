using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Reads the data of pydantic's genai-prices, version 2: providers with models, each with a rule for its names and dated prices.
/// </summary>
internal sealed class GenAiPricesImporter
{
    private readonly ImportReportBuilder _report = new();
    private readonly Dictionary<string, List<ModelInfo>> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ImportedPattern> _patterns = [];
    private int _count;

    private GenAiPricesImporter()
    {
    }

    public static CatalogImport Read(in ImportValue root) => new GenAiPricesImporter().ReadProviders(root);

    private CatalogImport ReadProviders(in ImportValue root)
    {
        _report.LeaveEmpty(root);
        foreach (ImportValue provider in root.Items())
        {
            ReadProvider(provider);
        }

        Dictionary<string, IReadOnlyList<ModelInfo>> models = _models.ToDictionary(
            static pair => pair.Key, static pair => WithDistinctAliases(pair.Value), StringComparer.OrdinalIgnoreCase);
        return new CatalogImport(
            CatalogFormat.GenAiPrices, models, _report.Report(models.Values.Sum(static list => list.Count)), _patterns);
    }

    private void ReadProvider(in ImportValue entry)
    {
        string id = FindId(entry) ?? throw entry.Wrong("a provider with an id");
        foreach (ImportValue field in entry.AsModel(id).Fields())
        {
            if (field.Name == "id")
            {
                _report.Use(field);
            }
            else if (field.Name == "models" && !field.IsNull)
            {
                ReadModels(field, id);
            }
            else
            {
                _report.Leave(field, WhyNotUsed(field.Name));
            }
        }
    }

    private void ReadModels(in ImportValue models, string provider)
    {
        foreach (ImportValue model in models.Items())
        {
            if (++_count > CatalogLimits.Models)
            {
                throw models.Wrong($"lists of at most {CatalogLimits.Models} models");
            }

            ReadModel(model, provider);
        }

        _report.LeaveEmpty(models);
    }

    private void ReadModel(in ImportValue entry, string provider)
    {
        string id = FindId(entry) ?? throw entry.Wrong("a model with an id");
        string name = $"{provider}/{id}";
        ImportValue model = entry.AsModel(name);
        if (!CatalogText.IsName(id) || !CatalogText.IsName(provider) || provider.Contains('/', StringComparison.Ordinal))
        {
            _report.Skip(name, model, "a name that no provider would take");
            return;
        }

        string[] targets = ImportProviders.GenAiPrices(provider, id);
        if (Array.Exists(targets, target => IsListed(target, id)))
        {
            _report.Skip(name, model, "is listed twice");
            return;
        }

        GenAiModelReader reader = new(_report, provider);
        ModelInfo info = reader.Read(model, id);
        foreach (string target in targets)
        {
            if (!_models.TryGetValue(target, out List<ModelInfo>? list))
            {
                _models[target] = list = [];
            }

            list.Add(info);
            if (reader.Match is { } match)
            {
                _patterns.Add(new ImportedPattern(target, match, info));
            }
        }
    }

    private bool IsListed(string provider, string id) =>
        _models.TryGetValue(provider, out List<ModelInfo>? known)
        && known.Exists(other => other.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Removes aliases that several models share. Their rules, which are tried in order, decide for such a name.</summary>
    private static IReadOnlyList<ModelInfo> WithDistinctAliases(List<ModelInfo> models)
    {
        HashSet<string> taken = new(models.Select(static model => model.Id), StringComparer.OrdinalIgnoreCase);
        taken.UnionWith(models.SelectMany(static model => model.Aliases)
            .GroupBy(static alias => alias, StringComparer.OrdinalIgnoreCase)
            .Where(static alias => alias.Count() > 1)
            .Select(static alias => alias.Key));
        return [.. models.Select(model => model with { Aliases = [.. model.Aliases.Where(alias => !taken.Contains(alias))] })];
    }

    private static string? FindId(in ImportValue entry)
    {
        string? id = null;
        foreach (ImportValue field in entry.Fields())
        {
            id = field.Key == "id" ? field.Label() : id;
        }

        return id;
    }

    private static string WhyNotUsed(string field) => field switch
    {
        "extractors" => "where usage is in an answer: the adapters know it",
        "api_pattern" or "provider_match" or "model_match" or "fallback_model_providers" =>
            "how genai-prices finds a provider: the catalog goes by its own names and hosts",
        "name" or "description" or "price_comments" => "a text for people",
        "pricing_urls" => "where it is from",
        _ => "unknown field",
    };
}
