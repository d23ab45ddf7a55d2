using System.Globalization;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Reads the prices of one of OpenRouter's models. They are texts, in US dollars per token or per unit of the field; -1 means that the
/// price varies.
/// </summary>
internal sealed class OpenRouterPrices(ImportReportBuilder report)
{
    private const decimal Varies = -1;

    private static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss"];

    private readonly PriceSheet _sheet = new();

    private readonly List<(PriceWindow Window, long Above, List<(PriceUnit Unit, decimal Usd)> Rates)> _windowed = [];

    public IEnumerable<PriceRule> Read(in ImportValue pricing)
    {
        ImportValue? overrides = null;
        foreach (ImportValue field in pricing.Fields())
        {
            if (field.Name == "pricing.overrides" && !field.IsNull)
            {
                overrides = field;
            }
            else if (ReadRate(field) is { } rate)
            {
                _sheet.TryAdd(rate.Unit, rate.Usd);
            }
        }

        report.LeaveEmpty(pricing);
        if (overrides is { } list)
        {
            foreach (ImportValue entry in list.Items())
            {
                ReadOverride(entry);
            }

            report.LeaveEmpty(list);
        }

        return _sheet.IsEmpty && _windowed.Count == 0 ? [] : Rules();
    }

    private IEnumerable<PriceRule> Rules()
    {
        yield return _sheet.Rules().FirstOrDefault() ?? new PriceRule { Rates = PriceRates.None };
        foreach (var window in _windowed.GroupBy(static entry => entry.Window))
        {
            PriceSheet sheet = _sheet.Clone();
            foreach ((_, long above, List<(PriceUnit Unit, decimal Usd)> rates) in window)
            {
                rates.ForEach(rate => sheet.Set(rate.Unit, rate.Usd, above));
            }

            yield return sheet.Rules().First() with { Window = window.Key };
        }
    }

    private (PriceUnit Unit, decimal Usd)? ReadRate(in ImportValue field)
    {
        if (field.IsNull)
        {
            report.Leave(field, ImportReportBuilder.Null);
            return null;
        }

        if (!OpenRouterVocabulary.Prices.TryGetValue(field.Key, out (PriceUnit Unit, decimal Factor) rate))
        {
            report.Leave(field, "no unit of ours");
            return null;
        }

        decimal price = field.TextNumber();
        if (price == Varies)
        {
            report.Leave(field, "-1: the price varies");
            return null;
        }

        rate = ImagePrice.Unit(rate.Unit, rate.Factor, price);
        decimal usd = field.Price(price, rate.Factor);
        report.Use(field);
        return (rate.Unit, usd);
    }

    // An override replaces the prices where all its conditions apply. Later overrides replace earlier ones.
    private void ReadOverride(in ImportValue entry)
    {
        Conditions conditions = default;
        List<ImportValue> rates = [];
        foreach (ImportValue field in entry.Fields())
        {
            if (!conditions.Read(field))
            {
                rates.Add(field);
            }
        }

        if (!conditions.AreKnown)
        {
            report.Leave(entry, "a condition that is none of ours");
            return;
        }

        foreach (ImportValue field in entry.Fields().Where(static field => field.Key is "min_prompt_tokens" or "utc_start" or "utc_end"))
        {
            report.Use(field);
        }

        List<(PriceUnit Unit, decimal Usd)> read = [];
        foreach (ImportValue field in rates)
        {
            if (ReadRate(field) is { } rate)
            {
                read.Add(rate);
            }
        }

        if (conditions.Window is { } window)
        {
            _windowed.Add((window, conditions.Above, read));
        }
        else
        {
            read.ForEach(rate => _sheet.Set(rate.Unit, rate.Usd, conditions.Above));
        }
    }

    private struct Conditions
    {
        private TimeOnly? _from;
        private TimeOnly? _to;
        private bool _isUnknown;

        public long Above { get; private set; }

        public readonly PriceWindow? Window => _from is { } from && _to is { } to ? new PriceWindow(from, to) : null;

        /// <summary>Whether there are conditions, and all of them can be expressed in the catalog.</summary>
        public readonly bool AreKnown => !_isUnknown && _from is null == _to is null && (Above != 0 || _from is not null);

        /// <summary>Reads a field; false where it is not a condition.</summary>
        public bool Read(in ImportValue field)
        {
            switch (field.Key)
            {
                case "min_prompt_tokens" when !field.IsNull:
                    Above = Math.Max(0, field.Count() - 1);
                    return true;
                case "utc_start" when !field.IsNull:
                    _from = ReadTime(field);
                    return true;
                case "utc_end" when !field.IsNull:
                    _to = ReadTime(field);
                    return true;
                case ['m', 'i', 'n', '_', ..] or ['m', 'a', 'x', '_', ..] or ['u', 't', 'c', '_', ..]:
                    _isUnknown |= !field.IsNull;
                    return true;
                default:
                    return false;
            }
        }

        private TimeOnly? ReadTime(in ImportValue field)
        {
            if (field.Element.ValueKind == System.Text.Json.JsonValueKind.String
                && TimeOnly.TryParseExact(
                    field.Text().TrimEnd('Z'), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
            {
                return time;
            }

            _isUnknown = true;
            return null;
        }
    }
}
