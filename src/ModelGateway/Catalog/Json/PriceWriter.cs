using System.Globalization;
using System.Text.Json;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Catalog.Json;

/// <summary>Writes a model's prices, one rule a line.</summary>
internal static class PriceWriter
{
    public static void Write(Utf8JsonWriter json, ModelPricing pricing)
    {
        json.WritePropertyName("prices");
        json.WriteRawValue(InlineJson.Lines(pricing.Rules.Select(static rule => InlineJson.Object(Fields(rule))), json.CurrentDepth), skipInputValidation: true);
        if (pricing.Multipliers.Count > 0)
        {
            json.WritePropertyName("multipliers");
            json.WriteRawValue(
                InlineJson.Object(pricing.Multipliers.Select(static multiplier => (multiplier.When, InlineJson.Number(multiplier.Factor)))), skipInputValidation: true);
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
            yield return ("tiers", InlineJson.List(rule.Tiers.Select(static tier =>
                InlineJson.Object([("above", tier.AboveInputTokens.ToString(CultureInfo.InvariantCulture)), ("rates", Rates(tier.Rates))]))));
        }
    }

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
        InlineJson.Object(rates.Units.Select(static rate => (PriceUnitNames.Of(rate.Key), InlineJson.Number(rate.Value))));

    private static string Hour(TimeOnly time) => InlineJson.Text(time.ToString("HH:mm", CultureInfo.InvariantCulture));

    private static string Instant(DateTimeOffset instant) => InlineJson.Text(
        instant.UtcDateTime.ToString(instant.UtcDateTime.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
}
