using System.Text.Json;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads one model of genai-prices.</summary>
internal sealed class GenAiModelReader(ImportReportBuilder ledger, string provider)
{
    private readonly ModelDraft _draft = new();

    /// <summary>The rule for its names; null where it has none that we know.</summary>
    public NameMatch? Match { get; private set; }

    public ModelInfo Read(in ImportValue model, string id)
    {
        foreach (ImportValue field in model.Fields())
        {
            if (field.IsNull)
            {
                ledger.Leave(field.Name, field, ImportReportBuilder.Null);
                continue;
            }

            switch (field.Name)
            {
                case "id":
                    ledger.Use(field);
                    break;
                case "name":
                    _draft.DisplayName = field.Label();
                    ledger.Use(field);
                    break;
                case "context_window":
                    int context = field.Count();
                    _draft.Context = context > 0 ? context : null;
                    Note(field, context > 0, "0: no limit is said");
                    break;
                case "match":
                    Match = NameMatchReader.Read(field);
                    Note(field, Match is not null, "no rule of ours");
                    break;
                case "prices" when !FreeModels.IsFree(provider, id) && field.Element.ValueKind == JsonValueKind.Object && FreeModels.AllZero(field.Fields()):
                    ledger.Leave(field.Name, field, FreeModels.Reason);
                    break;
                case "prices":
                    _draft.Rules.AddRange(new GenAiPriceReader(ledger).Read(field));
                    break;
                default:
                    ledger.Leave(field.Name, field, field.Name switch
                    {
                        "description" or "price_comments" or "prices_checked" => "a text for people",
                        "deprecated" => "says not since when",
                        _ => "unknown field",
                    });
                    break;
            }
        }

        foreach (string name in Match?.Names ?? [])
        {
            if (CatalogText.IsName(name) && !name.Equals(id, StringComparison.OrdinalIgnoreCase) && !_draft.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                _draft.Aliases.Add(name);
            }
        }

        return _draft.Build(id);
    }

    private void Note(in ImportValue field, bool used, string reason)
    {
        if (used)
        {
            ledger.Use(field);
        }
        else
        {
            ledger.Leave(field.Name, field, reason);
        }
    }
}
