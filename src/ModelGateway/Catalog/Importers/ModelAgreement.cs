using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Compares two entries of one model.</summary>
internal static class ModelAgreement
{
    /// <summary>What the two say differently, apart from prices and regions; null where they agree as far as both say something.</summary>
    public static string? Difference(ModelInfo one, ModelInfo other) =>
        (one.Capabilities.Yes & other.Capabilities.No) != 0 || (one.Capabilities.No & other.Capabilities.Yes) != 0 ? "capabilities"
        : Differ(one.ContextWindow, other.ContextWindow) ? "context"
        : Differ(one.MaxOutputTokens, other.MaxOutputTokens) ? "output"
        : Differ(one.Dimensions, other.Dimensions) ? "dimensions"
        : one.Kind != other.Kind && one.Kind != ModelKind.Unknown && other.Kind != ModelKind.Unknown ? "kind"
        : Differ(one.Lifecycle?.Sunset, other.Lifecycle?.Sunset) ? "end"
        : null;

    /// <summary>By what all prices of the one must be multiplied to be those of the other; null where no one factor does it.</summary>
    public static decimal? Factor(ModelPricing? one, ModelPricing? other)
    {
        if (one is null || other is null || one.Rules.Count != other.Rules.Count || !one.Multipliers.SequenceEqual(other.Multipliers))
        {
            return one is null && other is null ? 1 : null;
        }

        decimal? factor = null;
        for (int i = 0; i < one.Rules.Count; i++)
        {
            PriceRule mine = one.Rules[i];
            PriceRule theirs = other.Rules[i];
            if (mine.ServiceTier != theirs.ServiceTier || mine.Window != theirs.Window || mine.Tiers.Count != theirs.Tiers.Count || !Scale(mine.Rates, theirs.Rates, ref factor))
            {
                return null;
            }

            for (int tier = 0; tier < mine.Tiers.Count; tier++)
            {
                if (mine.Tiers[tier].AboveInputTokens != theirs.Tiers[tier].AboveInputTokens || !Scale(mine.Tiers[tier].Rates, theirs.Tiers[tier].Rates, ref factor))
                {
                    return null;
                }
            }
        }

        return factor ?? 1;
    }

    private static bool Scale(PriceRates mine, PriceRates theirs, ref decimal? factor)
    {
        if (mine.Units.Count != theirs.Units.Count)
        {
            return false;
        }

        foreach ((PriceUnit unit, decimal usd) in mine.Units)
        {
            if (theirs[unit] is not { } other || usd == 0 != (other == 0))
            {
                return false;
            }

            if (usd == 0)
            {
                continue;
            }

            // Only tokens are multiplied; what is priced by the call must be the same. A factor is one that people set: two places.
            bool tokens = unit is <= PriceUnit.OutputCharacter or PriceUnit.CacheStorageHour or PriceUnit.ComputerUseInput or PriceUnit.ComputerUseOutput;
            factor = tokens ? factor ?? Math.Round(other / usd, 2) : factor;
            if (factor is 0 or > CatalogLimits.Factor || (tokens ? usd * factor != other : usd != other))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Differ<T>(T? one, T? other)
        where T : struct => one is not null && other is not null && !one.Value.Equals(other.Value);
}
