using System.Globalization;
using System.Text.Json;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads the prices of one model of genai-prices: one list, or several with conditions, of which the last that applies counts, as here.</summary>
internal sealed class GenAiPriceReader(ImportReportBuilder ledger)
{
    private readonly List<PriceRule> _rules = [];

    public IReadOnlyList<PriceRule> Read(in ImportValue prices)
    {
        if (prices.Element.ValueKind == JsonValueKind.Array)
        {
            foreach (ImportValue dated in prices.Items())
            {
                Dated(dated);
            }

            ledger.LeaveEmpty(prices.Name, prices, "empty: the price is unknown");
        }
        else if (Rates(prices) is { } rule)
        {
            _rules.Add(rule);
        }

        return _rules;
    }

    private void Dated(in ImportValue dated)
    {
        PriceRule condition = new() { Rates = PriceRates.None };
        ImportValue? rates = null;
        bool unknown = false;
        foreach (ImportValue field in dated.Fields())
        {
            if (field.Name.EndsWith("].prices", StringComparison.Ordinal))
            {
                rates = field;
            }
            else if (!field.IsNull && (!field.Name.EndsWith("].constraint", StringComparison.Ordinal) || !TryConstraint(field, ref condition)))
            {
                unknown = true;
            }
        }

        if (unknown || rates is not { } value)
        {
            // A price that holds under a condition which is not understood must not be taken for one that always holds.
            ledger.Leave(dated.Name, dated, unknown ? "a condition that is none of ours" : "says no prices");
            return;
        }

        foreach (ImportValue field in dated.Fields().Where(static field => !field.Name.EndsWith("].prices", StringComparison.Ordinal)))
        {
            if (field.IsNull)
            {
                ledger.Leave(field.Name, field, ImportReportBuilder.Null);
            }
            else
            {
                ledger.Use(field);
            }
        }

        if (Rates(value) is { } rule)
        {
            _rules.Add(rule with { From = condition.From, Until = condition.Until, Window = condition.Window });
        }
    }

    private static bool TryConstraint(in ImportValue constraint, ref PriceRule condition)
    {
        TimeOnly? from = null;
        TimeOnly? to = null;
        foreach (ImportValue field in constraint.Fields())
        {
            string name = field.Name[(field.Name.LastIndexOf('.') + 1)..];
            string text = field.Text();
            TimeOnly time = default;
            DateTimeOffset day = default;
            bool known = name switch
            {
                "start_date" or "end_date" => TryInstant(text, out day),
                "start_time" or "end_time" => text.EndsWith('Z')
                    && TimeOnly.TryParseExact(text[..^1], ["HH:mm:ss", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time),
                _ => false,
            };
            if (!known)
            {
                return false;
            }

            condition = name switch { "start_date" => condition with { From = day }, "end_date" => condition with { Until = day }, _ => condition };
            from = name == "start_time" ? time : from;
            to = name == "end_time" ? time : to;
        }

        condition = from is { } start && to is { } end ? condition with { Window = new PriceWindow(start, end) } : condition;
        return from is null == to is null && !(condition.From >= condition.Until);
    }

    private static bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
        && ImportValue.IsNear(DateOnly.FromDateTime(instant.UtcDateTime));

    private PriceRule? Rates(in ImportValue prices)
    {
        PriceSheet sheet = new();
        foreach (ImportValue field in prices.Fields())
        {
            string name = field.Name[(field.Name.LastIndexOf('.') + 1)..];
            if (field.IsNull || !GenAiPriceUnits.Units.TryGetValue(name, out PriceUnit unit))
            {
                ledger.Leave(field.Name, field, "no unit of ours");
            }
            else if (field.Element.ValueKind == JsonValueKind.Object)
            {
                Tiers(field, unit, sheet);
            }
            else
            {
                sheet.TryAdd(unit, field.Price(1));
                ledger.Use(field);
            }
        }

        ledger.LeaveEmpty(prices.Name, prices, "empty: the price is unknown");

        return sheet.Rules().FirstOrDefault();
    }

    private void Tiers(in ImportValue value, PriceUnit unit, PriceSheet sheet)
    {
        ledger.LeaveEmpty(value.Name, value);
        foreach (ImportValue field in value.Fields())
        {
            switch (field.Name[(field.Name.LastIndexOf('.') + 1)..])
            {
                case "base":
                    sheet.TryAdd(unit, field.Price(1));
                    ledger.Use(field);
                    break;
                case "tiers":
                    foreach (ImportValue tier in field.Items())
                    {
                        List<ImportValue> parts = [.. tier.Fields()];
                        ImportValue start = Part(tier, parts, "start");
                        ImportValue price = Part(tier, parts, "price");
                        if (parts.Count != 2)
                        {
                            throw tier.Wrong("a tier of a start and a price only");
                        }

                        sheet.Set(unit, price.Price(1), start.Count());
                        ledger.Use(tier);
                    }

                    if (field.Element.GetArrayLength() == 0)
                    {
                        ledger.Use(field);
                    }

                    break;
                default:
                    ledger.Leave(field.Name, field, "unknown field");
                    break;
            }
        }
    }

    private static ImportValue Part(in ImportValue tier, List<ImportValue> parts, string name)
    {
        int at = parts.FindIndex(part => part.Name.EndsWith("." + name, StringComparison.Ordinal));
        return at >= 0 ? parts[at] : throw tier.Wrong($"a tier with a {name}");
    }
}
