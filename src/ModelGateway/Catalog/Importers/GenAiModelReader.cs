using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads one model of genai-prices.</summary>
internal sealed class GenAiModelReader(ImportReportBuilder report, string provider)
{
    private readonly ModelDraft _draft = new();

    /// <summary>The rule for the model's names; null where it has none that can be read.</summary>
    public NameMatch? Match { get; private set; }

    public ModelInfo Read(in ImportValue model, string id)
    {
        report.ReadFields(model, field => ReadField(field, id));
        foreach (string name in Match?.Names ?? [])
        {
            bool isKnown = name.Equals(id, StringComparison.OrdinalIgnoreCase)
                || _draft.Aliases?.Contains(name, StringComparer.OrdinalIgnoreCase) is true;
            if (CatalogText.IsName(name) && !isKnown)
            {
                _draft.AddAlias(name);
            }
        }

        return _draft.Build(id);
    }

    private void ReadField(ImportValue field, string id)
    {
        switch (field.Name)
        {
            case "id":
                report.Use(field);
                break;
            case "name":
                _draft.DisplayName = field.Label();
                report.Use(field);
                break;
            case "context_window":
                _draft.Context = report.ReadLimit(field);
                break;
            case "match":
                Match = NameMatch.Read(field);
                report.Note(field, Match is not null, "no rule of ours");
                break;
            case "prices" when !FreeModels.IsFree(provider, id) && field.IsObject && FreeModels.AllZero(field.Fields()):
                report.Leave(field, FreeModels.Reason);
                break;
            case "prices":
                _draft.AddRules(new GenAiPriceReader(report).Read(field));
                break;
            default:
                report.Leave(field, WhyNotUsed(field.Name));
                break;
        }
    }

    private static string WhyNotUsed(string field) => field switch
    {
        "description" or "price_comments" or "prices_checked" => "a text for people",
        "deprecated" => "says not since when",
        _ => "unknown field",
    };
}
