using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads the prices of one of LiteLLM's models.</summary>
internal sealed class LiteLLMPrices(ImportReportBuilder ledger, string? mode)
{
    private readonly PriceSheet _sheet = new();

    private readonly List<(IReadOnlyList<PriceWindow> Windows, List<(PriceUnit Unit, decimal Usd)> Rates)> _offPeak = [];

    /// <summary>Reads a field, or says that it is no price.</summary>
    public bool Read(in ImportValue field)
    {
        switch (field.Name)
        {
            case "search_context_cost_per_query":
                Search(field);
                return true;
            case "web_search_billing_unit":
                // A query is a search: the unit that web searches have here.
                if (field.Text() == "per_query")
                {
                    ledger.Use(field);
                }
                else
                {
                    ledger.Leave(field.Name, field, "no unit of ours");
                }

                return true;
            case "tiered_pricing":
                Tiered(field);
                return true;
            case "off_peak_pricing":
                LiteLLMOffPeak offPeak = new(ledger, mode);
                if (offPeak.Read(field))
                {
                    _offPeak.Add((offPeak.Windows, offPeak.Rates));
                }

                return true;
            default:
                if (!LiteLLMPriceUnits.IsPrice(field.Name))
                {
                    return false;
                }

                Price(field, field.Name, field.Name, 0);
                return true;
        }
    }

    public IEnumerable<PriceRule> Rules()
    {
        if (_sheet.IsEmpty && _offPeak.Count == 0)
        {
            yield break;
        }

        foreach (PriceRule rule in _sheet.Rules())
        {
            yield return rule;
        }

        foreach ((IReadOnlyList<PriceWindow> windows, List<(PriceUnit Unit, decimal Usd)> rates) in _offPeak)
        {
            PriceSheet sheet = _sheet.Clone();
            foreach ((PriceUnit unit, decimal usd) in rates)
            {
                sheet.Replace(unit, usd);
            }

            foreach (PriceWindow window in windows)
            {
                yield return sheet.Rules().First() with { Window = window };
            }
        }
    }

    private void Price(in ImportValue field, string name, string path, long above)
    {
        if (!LiteLLMPriceField.TryParse(name, out LiteLLMPriceField price))
        {
            ledger.Leave(path, field, "no condition of ours");
            return;
        }

        if (LiteLLMPriceUnits.Find(price, mode, out decimal factor, out string reason) is not { } unit)
        {
            ledger.Leave(path, field, reason);
            return;
        }

        if (unit is PriceUnit.ImageInputItem or PriceUnit.ImageOutputItem)
        {
            (unit, factor) = ImagePrice.Unit(unit, factor, field.Number());
        }

        if (_sheet.TryAdd(unit, field.Price(factor), price.ServiceTier, Math.Max(above, price.Above)))
        {
            ledger.Use(field);
        }
        else
        {
            ledger.Leave(path, field, "another field says otherwise");
        }
    }

    /// <summary>Prices by how much the search is to find. What a request gets that does not say is the medium one.</summary>
    private void Search(in ImportValue sizes)
    {
        List<ImportValue> fields = [.. sizes.Fields()];
        ImportValue? usual = fields.Select(static field => (ImportValue?)field).FirstOrDefault(static field => field!.Value.Name.EndsWith("_medium", StringComparison.Ordinal));
        decimal? price = usual?.Price(1_000);
        foreach (ImportValue field in fields)
        {
            if (price is { } usd && field.Price(1_000) == usd && _sheet.TryAdd(PriceUnit.WebSearch, usd))
            {
                ledger.Use(field);
            }
            else
            {
                ledger.Leave(field.Name, field, "prices by the size of a search: the medium one is taken");
            }
        }

        ledger.LeaveEmpty(sizes.Name, sizes);
    }

    private void Tiered(in ImportValue tiers)
    {
        foreach (ImportValue tier in tiers.Items())
        {
            ledger.LeaveEmpty(tier.Name, tier);
            ImportValue? range = null;
            foreach (ImportValue field in tier.Fields())
            {
                range = field.Name.EndsWith(".range", StringComparison.Ordinal) ? field : range;
            }

            long? above = range is { } bounds ? Start(bounds) : null;
            foreach (ImportValue field in tier.Fields())
            {
                string name = field.Name[(field.Name.LastIndexOf('.') + 1)..];
                string path = "tiered_pricing[]." + name;
                if (above is null)
                {
                    ledger.Leave(path, field, "tiers by something else than tokens of input");
                }
                else if (name == "range")
                {
                    ledger.Use(field);
                }
                else
                {
                    Price(field, name, path, above.Value);
                }
            }
        }

        ledger.LeaveEmpty(tiers.Name, tiers);
    }

    private static long Start(in ImportValue range)
    {
        List<ImportValue> bounds = [.. range.Items()];
        return bounds.Count == 2 && bounds[0].Element.ValueKind == JsonValueKind.Number && bounds[1].Element.ValueKind == JsonValueKind.Number && bounds[0].Count() <= bounds[1].Number()
            ? bounds[0].Count()
            : throw range.Wrong("two numbers of tokens, the smaller first");
    }
}
