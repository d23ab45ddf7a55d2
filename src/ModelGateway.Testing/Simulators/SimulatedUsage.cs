namespace ModelGateway.Testing;

/// <summary>
/// The token counts of a simulated answer in one convention for all protocols: input includes cached and cache-written tokens,
/// output includes reasoning tokens. Each protocol's own arithmetic is applied when the answer is written.
/// </summary>
/// <param name="InputTokens">All input tokens.</param>
/// <param name="OutputTokens">All output tokens.</param>
public sealed record SimulatedUsage(long InputTokens, long OutputTokens)
{
    /// <summary>The input tokens read from the provider's prompt cache. Default 0.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>The input tokens written to the provider's prompt cache, which only Anthropic reports. Default 0.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>The output tokens of reasoning. Default 0.</summary>
    public long ReasoningTokens { get; init; }
}
