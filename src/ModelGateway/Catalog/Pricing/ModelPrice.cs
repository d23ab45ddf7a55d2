namespace ModelGateway;

/// <summary>
/// A flat price per token, in US dollars per million tokens. Buckets without a price of their own are billed as input. What providers bill
/// by the call (web searches and other tools that they run) is not in it: such calls are counted, and the receipt says that their cost is missing.
/// </summary>
/// <param name="InputUsdPerMillion">Input tokens.</param>
/// <param name="OutputUsdPerMillion">Output tokens, reasoning included.</param>
public sealed record ModelPrice(decimal InputUsdPerMillion, decimal OutputUsdPerMillion)
{
    /// <summary>Input tokens read from the provider's prompt cache; null bills them as input.</summary>
    public decimal? CacheReadUsdPerMillion { get; init; }

    /// <summary>Input tokens written to the provider's prompt cache; null bills them as input.</summary>
    public decimal? CacheWriteUsdPerMillion { get; init; }

    /// <summary>
    /// Input tokens written to the provider's prompt cache for one hour, which Anthropic bills at twice the input; null bills them as
    /// <see cref="CacheWriteUsdPerMillion"/>, which is too little there.
    /// </summary>
    public decimal? CacheWrite1HourUsdPerMillion { get; init; }
}
