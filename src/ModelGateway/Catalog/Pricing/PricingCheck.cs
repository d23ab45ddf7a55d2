namespace ModelGateway.Catalog.Pricing;

/// <summary>Checks prices that were set in code. Prices in files are checked when they are read.</summary>
internal static class PricingCheck
{
    /// <summary>The first problem, as the end of a sentence; null where there is none.</summary>
    public static string? FindFault(ModelPricing pricing)
    {
        if (pricing.Rules.Count == 0)
        {
            return "has no rules. Add one, or leave the pricing out.";
        }

        for (int i = 0; i < pricing.Rules.Count; i++)
        {
            PriceRule rule = pricing.Rules[i];
            if (rule.Until <= rule.From)
            {
                return $"has a rule (Rules:{i}) that ends before it begins. Correct From or Until.";
            }

            for (int tier = 0; tier < rule.Tiers.Count; tier++)
            {
                if (rule.Tiers[tier].AboveInputTokens <= (tier == 0 ? 0 : rule.Tiers[tier - 1].AboveInputTokens))
                {
                    return $"has tiers (Rules:{i}:Tiers:{tier}) that do not rise from above 0. Put them in order of AboveInputTokens.";
                }
            }
        }

        return pricing.Multipliers.Any(static multiplier => multiplier.Factor < 0 || string.IsNullOrWhiteSpace(multiplier.When))
            ? "has a multiplier that is negative or for nothing. Correct it."
            : null;
    }
}
