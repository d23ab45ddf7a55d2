namespace ModelGateway.Costs;

/// <summary>Computes costs from usage and prices. The arithmetic is exact: nothing is rounded before it is shown.</summary>
internal static class CostCalculator
{
    private const decimal PerMillion = 0.000_001m;

    // Sums are in millionths of a dollar, the unit in which a price per million tokens is multiplied. These convert the other units to it.
    private const decimal PerThousand = 1_000m;
    private const decimal Each = 1_000_000m;

    /// <summary>
    /// The cost of the usage, in US dollars; null if a price that it needs is unknown, which never counts as 0. The price tier depends on
    /// the whole input. Tools that the provider ran are included if they have a price, see <see cref="UnpricedCalls"/>. All runs of code in
    /// an answer share one session.
    /// </summary>
    public static decimal? Calculate(in TokenUsage usage, PriceQuote? price)
    {
        if (price is null)
        {
            return null;
        }

        TokenRates rates = price.For(usage.InputTokens);
        decimal millionths = usage.TotalTokens > 0 ? rates.Request * PerThousand : 0;
        bool known = Add(ref millionths, usage.UncachedInputTokens, rates.Input)
            & Add(ref millionths, usage.CacheReadTokens, rates.CacheRead)
            & Add(ref millionths, usage.OutputTokens, rates.Output)
            & Add(ref millionths, usage.ReasoningTokens, rates.Reasoning)
            & Add(ref millionths, usage.CacheWriteTokens - usage.CacheWrite1HourTokens, rates.CacheWrite);
        if (usage.HasExtended)
        {
            known &= AddExtended(ref millionths, usage, rates);
        }

        return known ? millionths * PerMillion : null;
    }

    /// <summary>How many calls of tools that the provider ran have no price, and so are missing from the cost.</summary>
    public static long UnpricedCalls(in TokenUsage usage, PriceQuote? price)
    {
        if (usage.ServerToolCalls == 0 || price?.For(usage.InputTokens) is not { } rates)
        {
            return usage.ServerToolCalls;
        }

        return usage.OtherServerToolCalls
            + (rates.WebSearch is null ? usage.WebSearches : 0)
            + (rates.WebFetch is null ? usage.WebFetches : 0)
            + (rates.FileSearch is null ? usage.FileSearches : 0) + (rates.CodeSession is null ? usage.CodeExecutions : 0);
    }

    /// <summary>
    /// The most that the tokens of an attempt can cost, which is what a budget holds for it: the highest price of any tier that its input
    /// can reach, and all of the output that it may produce. Null if that is unknown.
    /// </summary>
    public static decimal? Ceiling(long inputTokens, long outputTokens, PriceQuote price)
    {
        PriceCeiling reach = price.Reach(inputTokens);
        decimal millionths = reach.Request * PerThousand;
        bool known = Add(ref millionths, inputTokens, reach.Input) & Add(ref millionths, outputTokens, reach.Output);
        return known ? millionths * PerMillion : null;
    }

    /// <summary>
    /// How many output tokens an amount pays for after the input; 0 if it does not pay for the input, or if the price is unknown.
    /// </summary>
    public static long AffordableOutput(decimal usd, long inputTokens, PriceQuote price)
    {
        if (Ceiling(inputTokens, 0, price) is not { } input || input > usd || price.Reach(inputTokens).Output is not { } output)
        {
            return 0;
        }

        return output == 0 ? long.MaxValue : (long)Math.Min(int.MaxValue, decimal.Floor((usd - input) / (output * PerMillion)));
    }

    private static bool AddExtended(ref decimal millionths, in TokenUsage usage, TokenRates rates)
    {
        millionths += (usage.WebSearches * (rates.WebSearch ?? 0) * PerThousand)
            + (usage.WebFetches * (rates.WebFetch ?? 0) * PerThousand)
            + (usage.FileSearches * (rates.FileSearch ?? 0) * PerThousand)
            + (Math.Min(usage.CodeExecutions, 1) * (rates.CodeSession ?? 0) * Each);
        return Add(ref millionths, usage.CacheWrite1HourTokens, rates.CacheWrite1Hour)
            & Add(ref millionths, usage.AudioInputTokens, rates.AudioInput)
            & Add(ref millionths, usage.ImageInputTokens, rates.ImageInput)
            & Add(ref millionths, usage.VideoInputTokens, rates.VideoInput)
            & Add(ref millionths, usage.DocumentInputTokens + usage.ToolInputTokens, rates.Input)
            & Add(ref millionths, usage.AudioOutputTokens, rates.AudioOutput)
            & Add(ref millionths, usage.ImageOutputTokens, rates.ImageOutput);
    }

    // Returns whether the price is known. Zero tokens need no price.
    private static bool Add(ref decimal millionths, long count, decimal? price)
    {
        if (count == 0)
        {
            return true;
        }

        millionths += count * price.GetValueOrDefault();
        return price is not null;
    }
}
