namespace ModelGateway;

/// <summary>A flat price per token, in US dollars per million tokens. Buckets without a price of their own are billed as input.</summary>
/// <param name="InputUsdPerMillion">Input tokens.</param>
/// <param name="OutputUsdPerMillion">Output tokens, reasoning included.</param>
public sealed record ModelPrice(decimal InputUsdPerMillion, decimal OutputUsdPerMillion)
{
    /// <summary>Input tokens read from the provider's prompt cache; null bills them as input.</summary>
    public decimal? CacheReadUsdPerMillion { get; init; }

    /// <summary>Input tokens written to the provider's prompt cache; null bills them as input.</summary>
    public decimal? CacheWriteUsdPerMillion { get; init; }
}
