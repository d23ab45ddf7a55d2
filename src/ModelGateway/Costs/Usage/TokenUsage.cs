using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;

namespace ModelGateway;

/// <summary>Tokens by the bucket that they are billed in. The buckets are disjoint; their sum is <see cref="TotalTokens"/>.</summary>
/// <param name="UncachedInputTokens">Text input billed at the plain input price.</param>
/// <param name="CacheReadTokens">Input tokens read from the provider's prompt cache, whatever they stand for.</param>
/// <param name="CacheWriteTokens">Input tokens written to the provider's prompt cache, whatever their time to live.</param>
/// <param name="OutputTokens">Text output without reasoning.</param>
/// <param name="ReasoningTokens">Output tokens spent on reasoning; billed as output.</param>
public readonly record struct TokenUsage(
    long UncachedInputTokens,
    long CacheReadTokens,
    long CacheWriteTokens,
    long OutputTokens,
    long ReasoningTokens)
{
    private readonly ExtendedUsage? _rare;

    /// <summary>Whether the numbers are the gateway's estimate because the provider reported none (a cut or abandoned stream).</summary>
    public bool IsEstimated { get; init; }

    /// <summary>The part of <see cref="CacheWriteTokens"/> that is known to live five minutes.</summary>
    public long CacheWrite5MinuteTokens { get => _rare?.CacheWrite5Minutes ?? 0; init => _rare = Set((_rare ?? new()) with { CacheWrite5Minutes = value }); }

    /// <summary>The part of <see cref="CacheWriteTokens"/> that is known to live one hour.</summary>
    public long CacheWrite1HourTokens { get => _rare?.CacheWrite1Hour ?? 0; init => _rare = Set((_rare ?? new()) with { CacheWrite1Hour = value }); }

    /// <summary>Audio input that was not cached.</summary>
    public long AudioInputTokens { get => _rare?.AudioInput ?? 0; init => _rare = Set((_rare ?? new()) with { AudioInput = value }); }

    /// <summary>Input of images that was not cached.</summary>
    public long ImageInputTokens { get => _rare?.ImageInput ?? 0; init => _rare = Set((_rare ?? new()) with { ImageInput = value }); }

    /// <summary>Video input that was not cached, where the provider tells it apart.</summary>
    public long VideoInputTokens { get => _rare?.VideoInput ?? 0; init => _rare = Set((_rare ?? new()) with { VideoInput = value }); }

    /// <summary>Input of documents that was not cached, where the provider tells it apart.</summary>
    public long DocumentInputTokens { get => _rare?.DocumentInput ?? 0; init => _rare = Set((_rare ?? new()) with { DocumentInput = value }); }

    /// <summary>Input that the provider's own tools produced, where the provider tells it apart.</summary>
    public long ToolInputTokens { get => _rare?.ToolInput ?? 0; init => _rare = Set((_rare ?? new()) with { ToolInput = value }); }

    /// <summary>Audio output.</summary>
    public long AudioOutputTokens { get => _rare?.AudioOutput ?? 0; init => _rare = Set((_rare ?? new()) with { AudioOutput = value }); }

    /// <summary>Output of images.</summary>
    public long ImageOutputTokens { get => _rare?.ImageOutput ?? 0; init => _rare = Set((_rare ?? new()) with { ImageOutput = value }); }

    /// <summary>Searches of the provider's own web search. A count, not tokens, as are those below.</summary>
    public long WebSearches { get => _rare?.WebSearches ?? 0; init => _rare = Set((_rare ?? new()) with { WebSearches = value }); }

    /// <summary>Pages that the provider's own fetch tool read.</summary>
    public long WebFetches { get => _rare?.WebFetches ?? 0; init => _rare = Set((_rare ?? new()) with { WebFetches = value }); }

    /// <summary>Runs of the provider's own code interpreter.</summary>
    public long CodeExecutions { get => _rare?.CodeExecutions ?? 0; init => _rare = Set((_rare ?? new()) with { CodeExecutions = value }); }

    /// <summary>Searches of the provider's own file search.</summary>
    public long FileSearches { get => _rare?.FileSearches ?? 0; init => _rare = Set((_rare ?? new()) with { FileSearches = value }); }

    /// <summary>Calls of other tools that the provider runs, e.g. those of MCP servers.</summary>
    public long OtherServerToolCalls { get => _rare?.OtherToolCalls ?? 0; init => _rare = Set((_rare ?? new()) with { OtherToolCalls = value }); }

    /// <summary>Whether any of the buckets is filled that most answers leave empty.</summary>
    internal bool HasRare => _rare is not null;

    /// <summary>Calls of tools that the provider runs, of every kind.</summary>
    internal long ServerToolCalls => _rare?.ServerToolCalls ?? 0;

    /// <summary>All input tokens.</summary>
    public long InputTokens => UncachedInputTokens + CacheReadTokens + CacheWriteTokens + (_rare?.Input ?? 0);

    /// <summary>All output tokens: text, reasoning, audio and images.</summary>
    public long AllOutputTokens => OutputTokens + ReasoningTokens + (_rare?.Output ?? 0);

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + AllOutputTokens;

    /// <summary>Reads the buckets out of Microsoft.Extensions.AI's form, in which they are subsets that may overlap.</summary>
    internal static TokenUsage From(UsageDetails details) => UsageBuckets.Read(details);

    /// <summary>The same usage with other rare buckets.</summary>
    internal TokenUsage With(ExtendedUsage rare) => new(this, Set(rare));

    /// <summary>Adds bucket by bucket; the sum is estimated if either side is.</summary>
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
        return left._rare is null && right._rare is null ? sum : new TokenUsage(sum, ExtendedUsage.Add(left._rare, right._rare));
    }

    /// <summary>Adds bucket by bucket.</summary>
    /// <param name="left">One side.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;

    private TokenUsage(in TokenUsage plain, ExtendedUsage? rare)
        : this(plain.UncachedInputTokens, plain.CacheReadTokens, plain.CacheWriteTokens, plain.OutputTokens, plain.ReasoningTokens)
    {
        IsEstimated = plain.IsEstimated;
        _rare = rare;
    }

    private static ExtendedUsage? Set(ExtendedUsage rare) => ExtendedUsage.OrNull(rare);
}
