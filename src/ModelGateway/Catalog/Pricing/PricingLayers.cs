namespace ModelGateway.Catalog.Pricing;

/// <summary>
/// The prices of one source layered over those of another, unit by unit: a source that does not list a unit does not say that it is free.
/// </summary>
internal static class PricingLayers
{
    /// <param name="above">The prices that count.</param>
    /// <param name="below">The prices that fill the gaps.</param>
    public static ModelPricing? Merge(ModelPricing? above, ModelPricing? below)
    {
        if (above is null || below is null || above.Equals(below))
        {
            return above ?? below;
        }

        return above with
        {
            Rules =
            [
                .. below.Rules.Where(rule => !above.Rules.Any(other => IsSameTier(rule, other))),
                .. above.Rules.Select(rule => Complete(rule, below)),
            ],
            Multipliers =
            [
                .. above.Multipliers,
                .. below.Multipliers.Where(factor => !above.Multipliers.Any(other => other.When == factor.When)),
            ],
        };
    }

    private static PriceRule Complete(PriceRule rule, ModelPricing below) =>
        below.Rules.LastOrDefault(other => IsSameTier(rule, other) && rule.Window == other.Window && Overlap(rule, other)) is not { } known
            ? rule
            : rule with { Rates = Complete(rule.Rates, known.Rates), Tiers = Complete(rule, known) };

    // What is cached never costs more than what is not: a price that fell below the older one of the cache takes that one with it.
    private static PriceRates Complete(PriceRates rates, PriceRates known)
    {
        PriceRates complete = rates.Over(known);
        return rates[PriceUnit.CacheRead] is null && complete[PriceUnit.CacheRead] > complete[PriceUnit.Input]
            ? new PriceRates(complete.Units.Where(static rate => rate.Key != PriceUnit.CacheRead))
            : complete;
    }

    // Prices of large requests go with those of small ones: where the small ones changed, older large ones say nothing.
    private static IReadOnlyList<PriceTier> Complete(PriceRule rule, PriceRule known)
    {
        if (rule.Tiers.Count == 0)
        {
            bool isSame = rule.Rates[PriceUnit.Input] == known.Rates[PriceUnit.Input]
                && rule.Rates[PriceUnit.Output] == known.Rates[PriceUnit.Output];
            return isSame ? known.Tiers : [];
        }

        return
        [
            .. rule.Tiers.Select(tier => known.Tiers.FirstOrDefault(other => other.AboveInputTokens == tier.AboveInputTokens) is { } same
                ? tier with { Rates = Complete(tier.Rates, same.Rates) }
                : tier),
        ];
    }

    private static bool IsSameTier(PriceRule rule, PriceRule other) =>
        string.Equals(rule.ServiceTier, other.ServiceTier, StringComparison.OrdinalIgnoreCase);

    private static bool Overlap(PriceRule rule, PriceRule other) => !(other.Until <= rule.From) && !(other.From >= rule.Until);
}
