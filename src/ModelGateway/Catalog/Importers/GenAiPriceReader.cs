using System.Globalization;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// Reads the prices of one model of genai-prices: one set, or several with conditions. As in the catalog, the last one that applies counts.
/// </summary>
internal sealed class GenAiPriceReader(ImportReportBuilder report)
{
    private const string Unpriced = "empty: the price is unknown";

    private static readonly string[] TimeFormats = ["HH:mm:ss", "HH:mm"];
    private static readonly string[] InstantFormats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ"];

    private readonly List<PriceRule> _rules = [];

    public IReadOnlyList<PriceRule> Read(in ImportValue prices)
    {
        if (prices.IsArray)
        {
            foreach (ImportValue dated in prices.Items())
            {
                ReadDated(dated);
            }

            report.LeaveEmpty(prices, Unpriced);
        }
        else if (ReadRates(prices) is { } rule)
        {
            _rules.Add(rule);
        }

        return _rules;
    }

    private void ReadDated(in ImportValue dated)
    {
        PriceRule condition = new() { Rates = PriceRates.None };
        ImportValue? rates = null;
        bool isUnknown = false;
        foreach (ImportValue field in dated.Fields())
        {
            if (IsRates(field))
            {
                rates = field;
            }
            else if (!field.IsNull
                && (!field.Name.EndsWith("].constraint", StringComparison.Ordinal) || !TryReadConstraint(field, ref condition)))
            {
                isUnknown = true;
            }
        }

        if (isUnknown || rates is not { } value)
        {
            // Without its condition, the price would seem to apply at all times.
            report.Leave(dated, isUnknown ? "a condition that is none of ours" : "says no prices");
            return;
        }

        foreach (ImportValue field in dated.Fields().Where(static field => !IsRates(field)))
        {
            report.Note(field, !field.IsNull, ImportReportBuilder.Null);
        }

        if (ReadRates(value) is { } rule)
        {
            _rules.Add(rule with { From = condition.From, Until = condition.Until, Window = condition.Window });
        }
    }

    private static bool IsRates(ImportValue field) => field.Name.EndsWith("].prices", StringComparison.Ordinal);

    private static bool TryReadConstraint(in ImportValue constraint, ref PriceRule condition)
    {
        TimeOnly? from = null;
        TimeOnly? to = null;
        foreach (ImportValue field in constraint.Fields())
        {
            string text = field.Text();
            switch (field.Key)
            {
                case "start_date" when TryParseInstant(text, out DateTimeOffset start): condition = condition with { From = start }; break;
                case "end_date" when TryParseInstant(text, out DateTimeOffset end): condition = condition with { Until = end }; break;
                case "start_time" when TryParseTime(text, out TimeOnly start): from = start; break;
                case "end_time" when TryParseTime(text, out TimeOnly end): to = end; break;
                default: return false;
            }
        }

        if (from is { } opening && to is { } closing)
        {
            condition = condition with { Window = new PriceWindow(opening, closing) };
        }

        return from is null == to is null && !(condition.From >= condition.Until);
    }

    private static bool TryParseTime(string text, out TimeOnly time)
    {
        time = default;
        return text.EndsWith('Z')
            && TimeOnly.TryParseExact(text[..^1], TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    private static bool TryParseInstant(string text, out DateTimeOffset instant)
    {
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, InstantFormats, CultureInfo.InvariantCulture, Styles, out instant)
            && ImportValue.IsNear(DateOnly.FromDateTime(instant.UtcDateTime));
    }

    private PriceRule? ReadRates(in ImportValue prices)
    {
        PriceSheet sheet = new();
        foreach (ImportValue field in prices.Fields())
        {
            if (field.IsNull || !GenAiPriceUnits.Units.TryGetValue(field.Key, out PriceUnit unit))
            {
                report.Leave(field, "no unit of ours");
            }
            else if (field.IsObject)
            {
                ReadTiers(field, unit, sheet);
            }
            else
            {
                sheet.TryAdd(unit, field.Price(1));
                report.Use(field);
            }
        }

        report.LeaveEmpty(prices, Unpriced);
        return sheet.Rules().FirstOrDefault();
    }

    private void ReadTiers(in ImportValue value, PriceUnit unit, PriceSheet sheet)
    {
        report.LeaveEmpty(value);
        foreach (ImportValue field in value.Fields())
        {
            switch (field.Key)
            {
                case "base":
                    sheet.TryAdd(unit, field.Price(1));
                    report.Use(field);
                    break;
                case "tiers":
                    foreach (ImportValue tier in field.Items())
                    {
                        ReadTier(tier, unit, sheet);
                    }

                    if (field.Element.GetArrayLength() == 0)
                    {
                        report.Use(field);
                    }

                    break;
                default:
                    report.Leave(field, "unknown field");
                    break;
            }
        }
    }

    private void ReadTier(in ImportValue tier, PriceUnit unit, PriceSheet sheet)
    {
        List<ImportValue> parts = [.. tier.Fields()];
        ImportValue start = FindPart(tier, parts, "start");
        ImportValue price = FindPart(tier, parts, "price");
        if (parts.Count != 2)
        {
            throw tier.Wrong("a tier of a start and a price only");
        }

        sheet.Set(unit, price.Price(1), start.Count());
        report.Use(tier);
    }

    private static ImportValue FindPart(in ImportValue tier, List<ImportValue> parts, string name)
    {
        int at = parts.FindIndex(part => part.Key == name);
        return at >= 0 ? parts[at] : throw tier.Wrong($"a tier with a {name}");
    }
}
