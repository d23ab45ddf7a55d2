using System.Globalization;
using System.Text.Json;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Json;

/// <summary>Writes a model's prices, each rule on one line.</summary>
internal readonly struct PriceWriter(Utf8JsonWriter json)
{
    public void Write(ModelPricing pricing)
    {
        IEnumerable<string> rules = pricing.Rules.Select(static rule => InlineJson.Object(Fields(rule)));
        json.WritePropertyName("prices");
        json.WriteRawValue(InlineJson.Lines(rules, json.CurrentDepth), skipInputValidation: true);
        if (pricing.Multipliers.Count > 0)
        {
            IEnumerable<(string, string)> factors =
                pricing.Multipliers.Select(static multiplier => (multiplier.When, InlineJson.Number(multiplier.Factor)));
            json.WritePropertyName("multipliers");
            json.WriteRawValue(InlineJson.Object(factors), skipInputValidation: true);
        }
    }

    private static IEnumerable<(string Name, string Value)> Fields(PriceRule rule)
    {
        if (rule.From is { } from)
        {
            yield return ("from", Instant(from));
        }

        if (rule.Until is { } until)
        {
            yield return ("until", Instant(until));
        }

        if (rule.Window is { } window)
        {
            yield return ("window", InlineJson.Object(Fields(window)));
        }

        if (rule.ServiceTier is { } tier)
        {
            yield return ("serviceTier", InlineJson.Text(tier));
        }

        yield return ("rates", Rates(rule.Rates));
        if (rule.Tiers.Count > 0)
        {
            yield return ("tiers", InlineJson.List(rule.Tiers.Select(static tier => InlineJson.Object(Fields(tier)))));
        }
    }

    private static IEnumerable<(string Name, string Value)> Fields(PriceTier tier) =>
        [("above", tier.AboveInputTokens.ToString(CultureInfo.InvariantCulture)), ("rates", Rates(tier.Rates))];

    private static IEnumerable<(string Name, string Value)> Fields(PriceWindow window)
    {
        yield return ("from", Hour(window.From));
        yield return ("to", Hour(window.To));
        if (window.Days.Count > 0)
        {
            yield return ("days", InlineJson.Texts(window.Days.Select(static day => CatalogFields.Days[(int)day])));
        }
    }

    private static string Rates(PriceRates rates) =>
        InlineJson.Object(rates.Units.Select(static rate => (PriceUnitNames.For(rate.Key), InlineJson.Number(rate.Value))));

    private static string Hour(TimeOnly time) => InlineJson.Text(time.ToString("HH:mm", CultureInfo.InvariantCulture));

    private static string Instant(DateTimeOffset instant)
    {
        DateTime utc = instant.UtcDateTime;
        string format = utc.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
        return InlineJson.Text(utc.ToString(format, CultureInfo.InvariantCulture));
    }
}
