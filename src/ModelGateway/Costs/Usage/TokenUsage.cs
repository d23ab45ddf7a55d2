using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;

namespace ModelGateway;

/// <summary>Tokens by the bucket in which they are billed. The buckets are disjoint; their sum is <see cref="TotalTokens"/>.</summary>
/// <param name="UncachedInputTokens">Text input billed at the plain input price.</param>
/// <param name="CacheReadTokens">Input tokens read from the provider's prompt cache, of any modality.</param>
/// <param name="CacheWriteTokens">Input tokens written to the provider's prompt cache, with any time to live.</param>
/// <param name="OutputTokens">Text output without reasoning.</param>
/// <param name="ReasoningTokens">Output tokens spent on reasoning; billed as output.</param>
public readonly record struct TokenUsage(
    long UncachedInputTokens,
    long CacheReadTokens,
    long CacheWriteTokens,
    long OutputTokens,
    long ReasoningTokens)
{
    private readonly ExtendedUsage? _extended;

    /// <summary>
    /// Whether the numbers are in part the gateway's estimate, because the provider did not report them all, as for a cut or abandoned
    /// stream. What it did report is always within them.
    /// </summary>
    public bool IsEstimated { get; init; }

    /// <summary>The part of <see cref="CacheWriteTokens"/> that is known to live five minutes.</summary>
    public long CacheWrite5MinuteTokens
    {
        get => _extended?.CacheWrite5Minutes ?? 0;
        init => _extended = Set((_extended ?? new()) with { CacheWrite5Minutes = value });
    }

    /// <summary>The part of <see cref="CacheWriteTokens"/> that is known to live one hour.</summary>
    public long CacheWrite1HourTokens
    {
        get => _extended?.CacheWrite1Hour ?? 0;
        init => _extended = Set((_extended ?? new()) with { CacheWrite1Hour = value });
    }

    /// <summary>Audio input that was not cached.</summary>
    public long AudioInputTokens
    {
        get => _extended?.AudioInput ?? 0;
        init => _extended = Set((_extended ?? new()) with { AudioInput = value });
    }

    /// <summary>Image input that was not cached.</summary>
    public long ImageInputTokens
    {
        get => _extended?.ImageInput ?? 0;
        init => _extended = Set((_extended ?? new()) with { ImageInput = value });
    }

    /// <summary>Video input that was not cached, where the provider reports it.</summary>
    public long VideoInputTokens
    {
        get => _extended?.VideoInput ?? 0;
        init => _extended = Set((_extended ?? new()) with { VideoInput = value });
    }

    /// <summary>Document input that was not cached, where the provider reports it.</summary>
    public long DocumentInputTokens
    {
        get => _extended?.DocumentInput ?? 0;
        init => _extended = Set((_extended ?? new()) with { DocumentInput = value });
    }

    /// <summary>Input that the provider's tools produced, where the provider reports it.</summary>
    public long ToolInputTokens
    {
        get => _extended?.ToolInput ?? 0;
        init => _extended = Set((_extended ?? new()) with { ToolInput = value });
    }

    /// <summary>Audio output.</summary>
    public long AudioOutputTokens
    {
        get => _extended?.AudioOutput ?? 0;
        init => _extended = Set((_extended ?? new()) with { AudioOutput = value });
    }

    /// <summary>Image output.</summary>
    public long ImageOutputTokens
    {
        get => _extended?.ImageOutput ?? 0;
        init => _extended = Set((_extended ?? new()) with { ImageOutput = value });
    }

    /// <summary>Searches by the provider's web search tool. This and the following are counts, not tokens.</summary>
    public long WebSearches
    {
        get => _extended?.WebSearches ?? 0;
        init => _extended = Set((_extended ?? new()) with { WebSearches = value });
    }

    /// <summary>Pages read by the provider's fetch tool.</summary>
    public long WebFetches
    {
        get => _extended?.WebFetches ?? 0;
        init => _extended = Set((_extended ?? new()) with { WebFetches = value });
    }

    /// <summary>Runs of the provider's code interpreter.</summary>
    public long CodeExecutions
    {
        get => _extended?.CodeExecutions ?? 0;
        init => _extended = Set((_extended ?? new()) with { CodeExecutions = value });
    }

    /// <summary>Searches by the provider's file search tool.</summary>
    public long FileSearches
    {
        get => _extended?.FileSearches ?? 0;
        init => _extended = Set((_extended ?? new()) with { FileSearches = value });
    }

    /// <summary>Calls of other tools that the provider ran, e.g. of MCP servers.</summary>
    public long OtherServerToolCalls
    {
        get => _extended?.OtherToolCalls ?? 0;
        init => _extended = Set((_extended ?? new()) with { OtherToolCalls = value });
    }

    /// <summary>Whether any bucket of <see cref="ExtendedUsage"/> is filled.</summary>
    internal bool HasExtended => _extended is not null;

    /// <summary>All calls of tools that the provider ran.</summary>
    internal long ServerToolCalls => _extended?.ServerToolCalls ?? 0;

    /// <summary>All input tokens.</summary>
    public long InputTokens => UncachedInputTokens + CacheReadTokens + CacheWriteTokens + (_extended?.Input ?? 0);

    /// <summary>All output tokens: text, reasoning, audio and images.</summary>
    public long AllOutputTokens => OutputTokens + ReasoningTokens + (_extended?.Output ?? 0);

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + AllOutputTokens;

    /// <summary>Converts the usage of Microsoft.Extensions.AI, in which the counts are subsets that may overlap.</summary>
    internal static TokenUsage From(UsageDetails details) => UsageBuckets.Read(details);

    /// <summary>Returns the usage with other extended buckets.</summary>
    internal TokenUsage With(ExtendedUsage extended) => new(this, Set(extended));

    /// <summary>Adds two usages bucket by bucket. The sum is an estimate if one of them is.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right)
    {
        TokenUsage sum = new(
            left.UncachedInputTokens + right.UncachedInputTokens,
            left.CacheReadTokens + right.CacheReadTokens,
            left.CacheWriteTokens + right.CacheWriteTokens,
            left.OutputTokens + right.OutputTokens,
            left.ReasoningTokens + right.ReasoningTokens)
        {
            IsEstimated = left.IsEstimated || right.IsEstimated,
        };
        return left._extended is null && right._extended is null
            ? sum
            : new TokenUsage(sum, ExtendedUsage.Add(left._extended, right._extended));
    }

    /// <summary>Adds two usages bucket by bucket.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;

    private TokenUsage(in TokenUsage plain, ExtendedUsage? extended)
        : this(plain.UncachedInputTokens, plain.CacheReadTokens, plain.CacheWriteTokens, plain.OutputTokens, plain.ReasoningTokens)
    {
        IsEstimated = plain.IsEstimated;
        _extended = extended;
    }

    private static ExtendedUsage? Set(ExtendedUsage extended) => ExtendedUsage.OrNull(extended);
}
