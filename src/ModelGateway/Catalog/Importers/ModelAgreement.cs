using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Compares two entries of one model.</summary>
internal readonly struct ModelAgreement(ModelInfo one, ModelInfo other)
{
    /// <summary>The fact, apart from prices and regions, in which the entries contradict each other; null where they do not.</summary>
    public string? Difference =>
        (one.Capabilities.Yes & other.Capabilities.No) != 0 || (one.Capabilities.No & other.Capabilities.Yes) != 0 ? "capabilities"
        : Differ(one.ContextWindow, other.ContextWindow) ? "context"
        : Differ(one.MaxOutputTokens, other.MaxOutputTokens) ? "output"
        : Differ(one.Dimensions, other.Dimensions) ? "dimensions"
        : one.Kind != other.Kind && one.Kind != ModelKind.Unknown && other.Kind != ModelKind.Unknown ? "kind"
        : Differ(one.Lifecycle?.Sunset, other.Lifecycle?.Sunset) ? "end"
        : null;

    /// <summary>The factor that turns all prices of the first entry into those of the second; null where there is no such factor.</summary>
    public decimal? Factor
    {
        get
        {
            if (one.Pricing is null || other.Pricing is null)
            {
                return one.Pricing is null && other.Pricing is null ? 1 : null;
            }

            if (one.Pricing.Rules.Count != other.Pricing.Rules.Count
                || !one.Pricing.Multipliers.SequenceEqual(other.Pricing.Multipliers))
            {
                return null;
            }

            decimal? factor = null;
            for (int i = 0; i < one.Pricing.Rules.Count; i++)
            {
                if (!IsProportional(one.Pricing.Rules[i], other.Pricing.Rules[i], ref factor))
                {
                    return null;
                }
            }

            return factor ?? 1;
        }
    }

    private static bool IsProportional(PriceRule mine, PriceRule theirs, ref decimal? factor)
    {
        if (mine.ServiceTier != theirs.ServiceTier || mine.Window != theirs.Window || mine.Tiers.Count != theirs.Tiers.Count
            || !IsProportional(mine.Rates, theirs.Rates, ref factor))
        {
            return false;
        }

        for (int tier = 0; tier < mine.Tiers.Count; tier++)
        {
            if (mine.Tiers[tier].AboveInputTokens != theirs.Tiers[tier].AboveInputTokens
                || !IsProportional(mine.Tiers[tier].Rates, theirs.Tiers[tier].Rates, ref factor))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsProportional(PriceRates mine, PriceRates theirs, ref decimal? factor)
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

            // Only prices of tokens are multiplied; those of calls must be equal. Factors are set by people, so they have two places.
            bool isScaled = IsTokens(unit);
            factor = isScaled ? factor ?? Math.Round(other / usd, 2) : factor;
            if (factor is 0 or > CatalogLimits.Factor || (isScaled ? usd * factor != other : usd != other))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTokens(PriceUnit unit) =>
        unit is <= PriceUnit.OutputCharacter or PriceUnit.CacheStorageHour or PriceUnit.ComputerUseInput or PriceUnit.ComputerUseOutput;

    private static bool Differ<T>(T? one, T? other)
        where T : struct => one is not null && other is not null && !one.Value.Equals(other.Value);
}
