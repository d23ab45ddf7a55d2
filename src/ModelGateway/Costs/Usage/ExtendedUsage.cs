namespace ModelGateway.Costs.Usage;

/// <summary>The buckets that most answers leave empty, apart from <see cref="TokenUsage"/> so that those pay nothing for them.</summary>
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

    /// <summary>What is billed as input; cache writes are not among it, as they are parts of a bucket of their own.</summary>
    public long Input => AudioInput + ImageInput + VideoInput + DocumentInput + ToolInput;

    public long Output => AudioOutput + ImageOutput;

    public long ServerToolCalls => WebSearches + WebFetches + CodeExecutions + FileSearches + OtherToolCalls;

    private static readonly ExtendedUsage Nothing = new();

    /// <summary>Null where all are empty, so that equal usages are equal however they came about.</summary>
    public static ExtendedUsage? OrNull(ExtendedUsage rare) => rare == Nothing ? null : rare;

    public static ExtendedUsage? Add(ExtendedUsage? left, ExtendedUsage? right) => left is null ? right : right is null ? left : new ExtendedUsage
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
