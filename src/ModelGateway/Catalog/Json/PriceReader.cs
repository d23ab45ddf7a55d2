using ModelGateway.Catalog.Models;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Json;

/// <summary>Reads a model's prices.</summary>
internal static class PriceReader
{
    public static IReadOnlyList<PriceRule> ReadRules(ref CatalogJson json)
    {
        List<PriceRule> rules = [];
        int count = 0;
        while (json.NextItem(ref count))
        {
            rules.Add(ReadRule(ref json));
        }

        return rules.Count > 0 ? rules : throw json.Fault("is empty. Leave it out where prices are unknown.");
    }

    public static IReadOnlyList<PriceMultiplier> ReadMultipliers(ref CatalogJson json)
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
        DateTimeOffset? from = null, until = null;
        PriceWindow? window = null;
        string? serviceTier = null;
        PriceRates? rates = null;
        IReadOnlyList<PriceTier> tiers = [];
        ulong seen = 0;
        while (json.NextField(CatalogFields.Rule, ref seen, out string field))
        {
            switch (field)
            {
                case "from": from = json.Instant(); break;
                case "until": until = json.Instant(); break;
                case "window": window = ReadWindow(ref json); break;
                case "serviceTier": serviceTier = json.Text(); break;
                case "rates": rates = ReadRates(ref json); break;
                case "tiers": tiers = ReadTiers(ref json); break;
            }
        }

        return until <= from ? throw json.Fault("ends before it begins.")
            : new PriceRule
            {
                From = from,
                Until = until,
                Window = window,
                ServiceTier = serviceTier,
                Rates = rates ?? throw json.Fault("has no rates."),
                Tiers = tiers,
            };
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
                case "days":
                    int count = 0;
                    while (json.NextItem(ref count))
                    {
                        DayOfWeek day = (DayOfWeek)json.Choice(CatalogFields.Days);
                        days.Add(days.Contains(day) ? throw json.Fault("is there twice.") : day);
                    }

                    break;
            }
        }

        return from is { } start && to is { } end ? new PriceWindow(start, end) { Days = days } : throw json.Fault("needs both from and to.");
    }

    private static List<PriceTier> ReadTiers(ref CatalogJson json)
    {
        List<PriceTier> tiers = [];
        int count = 0;
        while (json.NextItem(ref count))
        {
            int? above = null;
            PriceRates? rates = null;
            ulong seen = 0;
            while (json.NextField(CatalogFields.Tier, ref seen, out string field))
            {
                _ = field == "above" ? (object)(above = json.Count(1, CatalogLimits.Tokens)) : rates = ReadRates(ref json);
            }

            PriceTier tier = above is { } tokens && rates is not null ? new PriceTier(tokens, rates) : throw json.Fault("needs both above and rates.");
            tiers.Add(tiers.Count == 0 || tiers[^1].AboveInputTokens < tier.AboveInputTokens ? tier : throw json.Fault("is not above the tier before it."));
        }

        return tiers;
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
