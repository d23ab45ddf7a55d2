namespace ModelGateway.Pipeline;

/// <summary>What an answered attempt reports, whatever the operation was.</summary>
internal readonly record struct AttemptResult(TokenUsage? Usage, long OutputCharacters, string? ResponseModel, string? FinishReason, string? ResponseId)
{
    /// <summary>Whether the usage is the provider's last word, also where the answer is refused: it came with the whole of it.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The class of service that the provider says it served; null where it does not say.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>What was used beside the answer's own tokens; null for nothing, as most often.</summary>
    public IReadOnlyList<SubUsage>? SubUsage { get; init; }
}
