namespace ModelGateway.Catalog.Importers;

/// <summary>Reads the prices of one of LiteLLM's models.</summary>
internal sealed class LiteLLMPrices(ImportReportBuilder report, string? mode)
{
    private readonly PriceSheet _sheet = new();

    private readonly List<(IReadOnlyList<PriceWindow> Windows, List<(PriceUnit Unit, decimal Usd)> Rates)> _offPeak = [];

    /// <summary>Reads a field; false where it is not a price.</summary>
    public bool Read(in ImportValue field)
    {
        switch (field.Name)
        {
            case "search_context_cost_per_query":
                Search(field);
                return true;
            case "web_search_billing_unit":
                // One query is one search, which is the catalog's unit.
                report.Note(field, field.Text() == "per_query", "no unit of ours");
                return true;
            case "tiered_pricing":
                Tiered(field);
                return true;
            case "off_peak_pricing":
                OffPeak(field);
                return true;
            case var name when LiteLLMPriceUnits.IsPrice(name):
                Price(field, name, name, above: 0);
                return true;
            default:
                return false;
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

    private void OffPeak(in ImportValue field)
    {
        LiteLLMOffPeak offPeak = new(report, mode);
        if (offPeak.Read(field))
        {
            _offPeak.Add((offPeak.Windows, offPeak.Rates));
        }
    }

    private void Price(in ImportValue field, string name, string path, long above)
    {
        if (!LiteLLMPriceField.TryParse(name, out LiteLLMPriceField price))
        {
            report.Leave(path, field, "no condition of ours");
            return;
        }

        if (LiteLLMPriceUnits.Find(price, mode, out decimal factor, out string reason) is not { } unit)
        {
            report.Leave(path, field, reason);
            return;
        }

        if (unit is PriceUnit.ImageInputItem or PriceUnit.ImageOutputItem)
        {
            (unit, factor) = ImagePrice.Unit(unit, factor, field.Number());
        }

        if (_sheet.TryAdd(unit, field.Price(factor), price.ServiceTier, Math.Max(above, price.Above)))
        {
            report.Use(field);
        }
        else
        {
            report.Leave(path, field, "another field says otherwise");
        }
    }

    // Prices by the size of a search. The medium size is the default of a request.
    private void Search(in ImportValue sizes)
    {
        List<ImportValue> fields = [.. sizes.Fields()];
        int medium = fields.FindIndex(static field => field.Name.EndsWith("_medium", StringComparison.Ordinal));
        decimal? price = medium < 0 ? null : fields[medium].Price(1_000);
        foreach (ImportValue field in fields)
        {
            bool isUsed = price is { } usd && field.Price(1_000) == usd && _sheet.TryAdd(PriceUnit.WebSearch, usd);
            report.Note(field, isUsed, "prices by the size of a search: the medium one is taken");
        }

        report.LeaveEmpty(sizes);
    }

    private void Tiered(in ImportValue tiers)
    {
        foreach (ImportValue tier in tiers.Items())
        {
            ReadTier(tier);
        }

        report.LeaveEmpty(tiers);
    }

    private void ReadTier(in ImportValue tier)
    {
        report.LeaveEmpty(tier);
        ImportValue? range = null;
        foreach (ImportValue field in tier.Fields())
        {
            range = field.Name.EndsWith(".range", StringComparison.Ordinal) ? field : range;
        }

        long? above = range is { } bounds ? Start(bounds) : null;
        foreach (ImportValue field in tier.Fields())
        {
            string path = "tiered_pricing[]." + field.Key;
            if (above is null)
            {
                report.Leave(path, field, "tiers by something else than tokens of input");
            }
            else if (field.Key == "range")
            {
                report.Use(field);
            }
            else
            {
                Price(field, field.Key, path, above.Value);
            }
        }
    }

    private static long Start(in ImportValue range)
    {
        List<ImportValue> bounds = [.. range.Items()];
        return bounds is [{ IsNumber: true } from, { IsNumber: true } to] && from.Count() <= to.Number()
            ? from.Count()
            : throw range.Wrong("two numbers of tokens, the smaller first");
    }
}
