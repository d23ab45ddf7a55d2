using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads OpenRouter's answer at <c>/api/v1/models</c> as the models of the provider <c>openrouter</c>.</summary>
internal sealed class OpenRouterImporter
{
    private const string Provider = "openrouter";

    private readonly ImportReportBuilder _report = new();
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _slugs = new(StringComparer.OrdinalIgnoreCase);

    private OpenRouterImporter()
    {
    }

    public static CatalogImport Read(in ImportValue root) => new OpenRouterImporter().ReadModels(root);

    private CatalogImport ReadModels(in ImportValue root)
    {
        List<ImportValue> entries = ReadEntries(root);
        if (entries.Count > CatalogLimits.Models)
        {
            throw root.Wrong($"a list of at most {CatalogLimits.Models} models");
        }

        List<(string Id, ImportValue Entry)> named = [];
        foreach (ImportValue entry in entries)
        {
            string id = entry.FindLabel("id") ?? throw entry.Wrong("a model with an id");
            if (!CatalogText.IsName(id))
            {
                _report.Skip(id, entry, "a name that no provider would take");
                continue;
            }

            ImportValue model = entry.AsModel(id);
            named.Add(_ids.Add(id) ? (id, model) : throw model.Wrong("listed once"));
            if (entry.FindLabel("canonical_slug") is { } slug)
            {
                _slugs[slug] = _slugs.GetValueOrDefault(slug) + 1;
            }
        }

        List<ModelInfo> models = [.. named.Select(model => new OpenRouterModelReader(_report, IsAlias).Read(model.Entry, model.Id))];
        return new CatalogImport(
            CatalogFormat.OpenRouter,
            new Dictionary<string, IReadOnlyList<ModelInfo>>(StringComparer.OrdinalIgnoreCase) { [Provider] = models },
            _report.Report(models.Count));
    }

    private List<ImportValue> ReadEntries(in ImportValue root)
    {
        _report.LeaveEmpty(root);
        List<ImportValue> entries = [];
        foreach (ImportValue field in root.Fields())
        {
            if (field.Name == "data")
            {
                entries.AddRange(field.Items());
                _report.LeaveEmpty(field);
            }
            else
            {
                _report.Leave(field, "unknown field");
            }
        }

        return entries;
    }

    // Variants such as ':free' share the slug of their model. A shared slug is an alias of none of them.
    private bool IsAlias(string slug) => _slugs.GetValueOrDefault(slug) == 1 && !_ids.Contains(slug);
}
