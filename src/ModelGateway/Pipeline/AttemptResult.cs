namespace ModelGateway.Pipeline;

/// <summary>What an answered attempt reports, whatever the operation was.</summary>
internal readonly record struct AttemptResult(TokenUsage? Usage, long OutputCharacters, string? ResponseModel, string? FinishReason, string? ResponseId);
