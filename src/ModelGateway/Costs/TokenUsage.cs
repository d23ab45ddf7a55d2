using Microsoft.Extensions.AI;
using ModelGateway.Costs;

namespace ModelGateway;

/// <summary>Tokens by the bucket that they are billed in. The buckets are disjoint; their sum is <see cref="TotalTokens"/>.</summary>
/// <param name="UncachedInputTokens">Input tokens billed at the plain input price.</param>
/// <param name="CacheReadTokens">Input tokens read from the provider's prompt cache.</param>
/// <param name="CacheWriteTokens">Input tokens written to the provider's prompt cache.</param>
/// <param name="OutputTokens">Output tokens without reasoning.</param>
/// <param name="ReasoningTokens">Output tokens spent on reasoning; billed as output.</param>
public readonly record struct TokenUsage(
    long UncachedInputTokens,
    long CacheReadTokens,
    long CacheWriteTokens,
    long OutputTokens,
    long ReasoningTokens)
{
    /// <summary>Whether the numbers are the gateway's estimate because the provider reported none (a cut or abandoned stream).</summary>
    public bool IsEstimated { get; init; }

    /// <summary>All input tokens.</summary>
    public long InputTokens => UncachedInputTokens + CacheReadTokens + CacheWriteTokens;

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + OutputTokens + ReasoningTokens;

    /// <summary>
    /// Reads the buckets out of Microsoft.Extensions.AI's form, in which the cached and the reasoning counts are subsets, and in which
    /// cache writes have no place of their own (see <see cref="UsageCounts"/>).
    /// </summary>
    internal static TokenUsage From(UsageDetails details)
    {
        long input = Math.Max(0, details.InputTokenCount ?? 0);
        long output = Math.Max(0, details.OutputTokenCount ?? 0);
        long read = Math.Clamp(details.CachedInputTokenCount ?? 0, 0, input);
        long write = Math.Clamp(UsageCounts.ReadCacheWrite(details.AdditionalCounts), 0, input - read);
        long reasoning = Math.Clamp(details.ReasoningTokenCount ?? 0, 0, output);
        return new TokenUsage(input - read - write, read, write, output - reasoning, reasoning);
    }

    /// <summary>Adds bucket by bucket; the sum is estimated if either side is.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new(
        left.UncachedInputTokens + right.UncachedInputTokens,
        left.CacheReadTokens + right.CacheReadTokens,
        left.CacheWriteTokens + right.CacheWriteTokens,
        left.OutputTokens + right.OutputTokens,
        left.ReasoningTokens + right.ReasoningTokens)
    {
        IsEstimated = left.IsEstimated || right.IsEstimated,
    };

    /// <summary>Adds bucket by bucket.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;
}
