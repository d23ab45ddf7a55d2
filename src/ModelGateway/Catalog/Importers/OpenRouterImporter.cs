using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads what OpenRouter answers at <c>/api/v1/models</c>: models of the provider <c>openrouter</c>.</summary>
internal static class OpenRouterImporter
{
    public const string Provider = "openrouter";

    public static CatalogImport Read(in ImportValue root)
    {
        ImportReportBuilder ledger = new();
        ledger.LeaveEmpty("$", root);
        List<ImportValue> entries = [];
        foreach (ImportValue field in root.Fields())
        {
            if (field.Name == "data")
            {
                entries.AddRange(field.Items());
                ledger.LeaveEmpty(field.Name, field);
            }
            else
            {
                ledger.Leave(field.Name, field, "unknown field");
            }
        }

        if (entries.Count > CatalogLimits.Models)
        {
            throw root.Wrong($"a list of at most {CatalogLimits.Models} models");
        }

        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, int> slugs = new(StringComparer.OrdinalIgnoreCase);
        List<(string Id, ImportValue Entry)> named = [];
        foreach (ImportValue entry in entries)
        {
            string id = Text(entry, "id") ?? throw entry.Wrong("a model with an id");
            ImportValue model = entry with { Place = entry.Place with { Model = id }, Name = "" };
            if (!CatalogText.IsName(id))
            {
                ledger.Skip(id, entry, "a name that no provider would take");
                continue;
            }

            if (!ids.Add(id))
            {
                throw model.Wrong("listed once");
            }

            named.Add((id, model));
            if (Text(entry, "canonical_slug") is { } slug)
            {
                slugs[slug] = slugs.GetValueOrDefault(slug) + 1;
            }
        }

        // Variants such as ':free' share the slug of the model: then it names none of them.
        List<ModelInfo> models = [.. named.Select(model => new OpenRouterModelReader(ledger, slug => slugs.GetValueOrDefault(slug) == 1 && !ids.Contains(slug)).Read(model.Entry, model.Id))];
        return new CatalogImport(
            CatalogFormat.OpenRouter, new Dictionary<string, IReadOnlyList<ModelInfo>>(StringComparer.OrdinalIgnoreCase) { [Provider] = models }, ledger.Report(models.Count));
    }

    private static string? Text(in ImportValue entry, string name)
    {
        foreach (ImportValue field in entry.Fields())
        {
            if (field.Name.EndsWith("." + name, StringComparison.Ordinal) && !field.IsNull)
            {
                return field.Label();
            }
        }

        return null;
    }
}
