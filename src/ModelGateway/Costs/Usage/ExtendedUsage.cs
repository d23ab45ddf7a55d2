namespace ModelGateway.Costs.Usage;

/// <summary>
/// The buckets that most answers leave empty. <see cref="TokenUsage"/> keeps them in this separate object, so that it stays small for most
/// answers.
/// </summary>
internal sealed record ExtendedUsage
{
    public long CacheWrite5Minutes { get; init; }

    public long CacheWrite1Hour { get; init; }

    public long AudioInput { get; init; }

    public long ImageInput { get; init; }

    public long VideoInput { get; init; }

    public long DocumentInput { get; init; }

    public long ToolInput { get; init; }

    public long AudioOutput { get; init; }

    public long ImageOutput { get; init; }

    public long WebSearches { get; init; }

    public long WebFetches { get; init; }

    public long CodeExecutions { get; init; }

    public long FileSearches { get; init; }

    public long OtherToolCalls { get; init; }

    /// <summary>The input tokens. Cache writes are not included: they are parts of <see cref="TokenUsage.CacheWriteTokens"/>.</summary>
    public long Input => AudioInput + ImageInput + VideoInput + DocumentInput + ToolInput;

    public long Output => AudioOutput + ImageOutput;

    public long ServerToolCalls => WebSearches + WebFetches + CodeExecutions + FileSearches + OtherToolCalls;

    private static readonly ExtendedUsage Empty = new();

    /// <summary>Returns null if all buckets are empty, so that equal usages compare as equal.</summary>
    public static ExtendedUsage? OrNull(ExtendedUsage usage) => usage == Empty ? null : usage;

    public static ExtendedUsage? Add(ExtendedUsage? left, ExtendedUsage? right) =>
        left is null ? right : right is null ? left : Sum(left, right);

    private static ExtendedUsage Sum(ExtendedUsage left, ExtendedUsage right) => new()
    {
        CacheWrite5Minutes = left.CacheWrite5Minutes + right.CacheWrite5Minutes,
        CacheWrite1Hour = left.CacheWrite1Hour + right.CacheWrite1Hour,
        AudioInput = left.AudioInput + right.AudioInput,
        ImageInput = left.ImageInput + right.ImageInput,
        VideoInput = left.VideoInput + right.VideoInput,
        DocumentInput = left.DocumentInput + right.DocumentInput,
        ToolInput = left.ToolInput + right.ToolInput,
        AudioOutput = left.AudioOutput + right.AudioOutput,
        ImageOutput = left.ImageOutput + right.ImageOutput,
        WebSearches = left.WebSearches + right.WebSearches,
        WebFetches = left.WebFetches + right.WebFetches,
        CodeExecutions = left.CodeExecutions + right.CodeExecutions,
        FileSearches = left.FileSearches + right.FileSearches,
        OtherToolCalls = left.OtherToolCalls + right.OtherToolCalls,
    };
}
