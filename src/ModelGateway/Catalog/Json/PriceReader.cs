using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads the prices of a model in a catalog file.</summary>
internal static class PriceReader
{
    public static List<PriceRule> ReadRules(ref CatalogJson json)
    {
        List<PriceRule> rules = [];
        int count = 0;
        while (json.NextItem(ref count))
        {
            rules.Add(ReadRule(ref json));
        }

        return rules.Count > 0 ? rules : throw json.Fault("is empty. Leave it out where prices are unknown.");
    }

    public static List<PriceMultiplier> ReadMultipliers(ref CatalogJson json)
    {
        List<PriceMultiplier> multipliers = [];
        bool first = true;
        while (json.NextEntry(ref first, out string when))
        {
            if (string.IsNullOrWhiteSpace(when) || multipliers.Exists(other => other.When.Equals(when, StringComparison.OrdinalIgnoreCase)))
            {
                throw json.Fault("is empty or there twice.");
            }

            multipliers.Add(new PriceMultiplier(when, json.Amount(CatalogLimits.Factor)));
            if (multipliers.Count > CatalogLimits.Items)
            {
                throw json.Fault($"is one of too many: there are at most {CatalogLimits.Items}.");
            }
        }

        return multipliers;
    }

    private static PriceRule ReadRule(ref CatalogJson json)
    {
        PriceRule rule = new() { Rates = PriceRates.None };
        ulong seen = 0;
        while (json.NextField(CatalogFields.Rule, ref seen, out string field))
        {
            rule = field switch
            {
                "from" => rule with { From = json.Instant() },
                "until" => rule with { Until = json.Instant() },
                "window" => rule with { Window = ReadWindow(ref json) },
                "serviceTier" => rule with { ServiceTier = json.Text() },
                "rates" => rule with { Rates = ReadRates(ref json) },
                _ => rule with { Tiers = ReadTiers(ref json) },
            };
        }

        return rule.Until <= rule.From ? throw json.Fault("ends before it begins.")
            : rule.Rates.Units.Count == 0 ? throw json.Fault("has no rates.")
            : rule;
    }

    private static PriceWindow ReadWindow(ref CatalogJson json)
    {
        TimeOnly? from = null, to = null;
        List<DayOfWeek> days = [];
        ulong seen = 0;
        while (json.NextField(CatalogFields.Window, ref seen, out string field))
        {
            switch (field)
            {
                case "from": from = json.Hour(); break;
                case "to": to = json.Hour(); break;
                default: ReadDays(ref json, days); break;
            }
        }

        return from is { } start && to is { } end
            ? new PriceWindow(start, end) { Days = days }
            : throw json.Fault("needs both from and to.");
    }

    private static void ReadDays(ref CatalogJson json, List<DayOfWeek> days)
    {
        int count = 0;
        while (json.NextItem(ref count))
        {
            DayOfWeek day = (DayOfWeek)json.Choice(CatalogFields.Days);
            days.Add(days.Contains(day) ? throw json.Fault("is there twice.") : day);
        }
    }

    private static List<PriceTier> ReadTiers(ref CatalogJson json)
    {
        List<PriceTier> tiers = [];
        int count = 0;
        while (json.NextItem(ref count))
        {
            PriceTier tier = ReadTier(ref json);
            bool isRising = tiers.Count == 0 || tiers[^1].AboveInputTokens < tier.AboveInputTokens;
            tiers.Add(isRising ? tier : throw json.Fault("is not above the tier before it."));
        }

        return tiers;
    }

    private static PriceTier ReadTier(ref CatalogJson json)
    {
        int? above = null;
        PriceRates? rates = null;
        ulong seen = 0;
        while (json.NextField(CatalogFields.Tier, ref seen, out string field))
        {
            if (field == "above")
            {
                above = json.Count(1, CatalogLimits.Tokens);
            }
            else
            {
                rates = ReadRates(ref json);
            }
        }

        return above is { } tokens && rates is not null
            ? new PriceTier(tokens, rates)
            : throw json.Fault("needs both above and rates.");
    }

    private static PriceRates ReadRates(ref CatalogJson json)
    {
        Dictionary<PriceUnit, decimal> rates = [];
        bool first = true;
        while (json.NextEntry(ref first, out string name))
        {
            if (!PriceUnitNames.TryParse(name, out PriceUnit unit))
            {
                throw json.Fault($"is no unit of prices. Known: {string.Join(", ", PriceUnitNames.All)}.");
            }

            if (!rates.TryAdd(unit, json.Amount(CatalogLimits.Usd)))
            {
                throw json.Fault("is there twice.");
            }
        }

        return rates.Count > 0 ? new PriceRates(rates) : throw json.Fault("is empty.");
    }
}
