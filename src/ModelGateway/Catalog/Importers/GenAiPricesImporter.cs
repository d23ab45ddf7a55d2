using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads the data of pydantic's genai-prices, version 2: providers with models, each with a rule for its names and dated prices.</summary>
internal static class GenAiPricesImporter
{
    public static CatalogImport Read(in ImportValue root)
    {
        ImportReportBuilder ledger = new();
        ledger.LeaveEmpty("$", root);
        Dictionary<string, List<ModelInfo>> models = new(StringComparer.OrdinalIgnoreCase);
        List<ImportedPattern> patterns = [];
        int count = 0;
        foreach (ImportValue provider in root.Items())
        {
            string? id = null;
            foreach (ImportValue field in provider.Fields())
            {
                id = Last(field) == "id" ? field.Label() : id;
            }

            ImportValue named = provider with { Place = provider.Place with { Model = id ?? throw provider.Wrong("a provider with an id") }, Name = "" };
            foreach (ImportValue field in named.Fields())
            {
                switch (field.Name)
                {
                    case "id":
                        ledger.Use(field);
                        break;
                    case "models" when !field.IsNull:
                        foreach (ImportValue model in field.Items())
                        {
                            if (++count > CatalogLimits.Models)
                            {
                                throw field.Wrong($"lists of at most {CatalogLimits.Models} models");
                            }

                            Read(model, id, ledger, models, patterns);
                        }

                        ledger.LeaveEmpty(field.Name, field);

                        break;
                    default:
                        ledger.Leave(field.Name, field, field.Name switch
                        {
                            "extractors" => "where usage is in an answer: the adapters know it",
                            "api_pattern" or "provider_match" or "model_match" or "fallback_model_providers" => "how genai-prices finds a provider: the catalog goes by its own names and hosts",
                            "name" or "description" or "price_comments" => "a text for people",
                            "pricing_urls" => "where it is from",
                            _ => "unknown field",
                        });
                        break;
                }
            }
        }

        Dictionary<string, IReadOnlyList<ModelInfo>> found = models.ToDictionary(static pair => pair.Key, static pair => WithOwnAliases(pair.Value), StringComparer.OrdinalIgnoreCase);
        return new CatalogImport(CatalogFormat.GenAiPrices, found, ledger.Report(found.Values.Sum(static list => list.Count)), patterns);
    }

    private static void Read(in ImportValue entry, string provider, ImportReportBuilder ledger, Dictionary<string, List<ModelInfo>> models, List<ImportedPattern> patterns)
    {
        string? id = null;
        foreach (ImportValue field in entry.Fields())
        {
            id = Last(field) == "id" ? field.Label() : id;
        }

        string name = $"{provider}/{id ?? throw entry.Wrong("a model with an id")}";
        ImportValue model = entry with { Place = entry.Place with { Model = name }, Name = "" };
        if (!CatalogText.IsName(id) || !CatalogText.IsName(provider) || provider.Contains('/', StringComparison.Ordinal))
        {
            ledger.Skip(name, model, "a name that no provider would take");
            return;
        }

        string[] targets = ImportProviders.GenAiPrices(provider, id);
        if (Array.Exists(targets, target => models.TryGetValue(target, out List<ModelInfo>? known) && known.Exists(other => other.Id.Equals(id, StringComparison.OrdinalIgnoreCase))))
        {
            ledger.Skip(name, model, "is listed twice");
            return;
        }

        GenAiModelReader reader = new(ledger, provider);
        ModelInfo info = reader.Read(model, id);
        foreach (string target in targets)
        {
            if (!models.TryGetValue(target, out List<ModelInfo>? list))
            {
                models[target] = list = [];
            }

            list.Add(info);
            if (reader.Match is { } match)
            {
                patterns.Add(new ImportedPattern(target, match, info));
            }
        }
    }

    /// <summary>A name of two models is an alias of neither: the rules, which go in order, decide.</summary>
    private static IReadOnlyList<ModelInfo> WithOwnAliases(List<ModelInfo> models)
    {
        HashSet<string> ids = new(models.Select(static model => model.Id), StringComparer.OrdinalIgnoreCase);
        HashSet<string> shared = new(
            models.SelectMany(static model => model.Aliases).GroupBy(static alias => alias, StringComparer.OrdinalIgnoreCase).Where(static alias => alias.Count() > 1).Select(static alias => alias.Key),
            StringComparer.OrdinalIgnoreCase);
        return [.. models.Select(model => model with { Aliases = [.. model.Aliases.Where(alias => !ids.Contains(alias) && !shared.Contains(alias))] })];
    }

    private static string Last(in ImportValue field) => field.Name[(field.Name.LastIndexOf('.') + 1)..];
}
