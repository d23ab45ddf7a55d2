namespace ModelGateway.Costs;

/// <summary>Usage times price. Exact decimal arithmetic; nothing is rounded before it is shown.</summary>
internal static class CostCalculator
{
    private const decimal PerToken = 0.000_001m;

    /// <summary>What the usage costs, in US dollars; null where the price is unknown.</summary>
    public static decimal? Calculate(in TokenUsage usage, ModelPrice? price)
    {
        if (price is null)
        {
            return null;
        }

        // The price is flat: audio, images and tools' input cost what text does.
        long plainInput = usage.InputTokens - usage.CacheReadTokens - usage.CacheWriteTokens;
        decimal millionths = (plainInput * price.InputUsdPerMillion) + (usage.AllOutputTokens * price.OutputUsdPerMillion);
        if (usage.CacheReadTokens > 0)
        {
            millionths += usage.CacheReadTokens * (price.CacheReadUsdPerMillion ?? price.InputUsdPerMillion);
        }

        if (usage.CacheWriteTokens > 0)
        {
            decimal write = price.CacheWriteUsdPerMillion ?? price.InputUsdPerMillion;
            long oneHour = usage.CacheWrite1HourTokens;
            millionths += ((usage.CacheWriteTokens - oneHour) * write) + (oneHour * (price.CacheWrite1HourUsdPerMillion ?? write));
        }

        return millionths * PerToken;
    }

    /// <summary>The most that an attempt can cost: the dearest input bucket and all of the output that it may produce.</summary>
    public static decimal Ceiling(long inputTokens, long outputTokens, ModelPrice price) =>
        ((inputTokens * InputCeiling(price)) + (outputTokens * price.OutputUsdPerMillion)) * PerToken;

    /// <summary>How many output tokens an amount affords beside the input; 0 where not even the input is affordable.</summary>
    public static long AffordableOutput(decimal usd, long inputTokens, ModelPrice price)
    {
        decimal left = usd - (inputTokens * InputCeiling(price) * PerToken);
        return left < 0 ? 0
            : price.OutputUsdPerMillion == 0 ? long.MaxValue
            : (long)Math.Min(int.MaxValue, decimal.Floor(left / (price.OutputUsdPerMillion * PerToken)));
    }

    private static decimal InputCeiling(ModelPrice price) =>
        Math.Max(price.InputUsdPerMillion, Math.Max(price.CacheWriteUsdPerMillion ?? 0, price.CacheWrite1HourUsdPerMillion ?? 0));
}
