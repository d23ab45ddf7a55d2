namespace ModelGateway.Pipeline.Attempts;

/// <summary>What an answered attempt reports, for every operation alike.</summary>
internal readonly record struct AttemptResult(
    TokenUsage? Usage, long OutputCharacters, string? ResponseModel, string? FinishReason, string? ResponseId)
{
    /// <summary>Whether the usage is the provider's last word even if the answer is then refused: it came with the whole answer.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The class of service that the provider says it served; null where it does not say.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Usage beside the answer's own tokens; null for none, as most often.</summary>
    public IReadOnlyList<SubUsage>? SubUsage { get; init; }
}
