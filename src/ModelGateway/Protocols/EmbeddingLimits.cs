namespace ModelGateway.Protocols;

/// <summary>How much one embedding request may carry; more is split into several.</summary>
/// <param name="MaxInputs">The most texts.</param>
/// <param name="MaxTokens">The most tokens of all texts together.</param>
internal sealed record EmbeddingLimits(int MaxInputs, long MaxTokens = long.MaxValue);
