namespace ModelGateway.Protocols.Claude;

/// <summary>Tells Claude's models from others behind services that have several.</summary>
internal static class ClaudeModels
{
    /// <summary>
    /// Whether a model is Claude, whose names hold the word at every service: <c>us.anthropic.claude-opus-4-5-v1:0</c>,
    /// <c>claude-opus-4-5@20251101</c>.
    /// </summary>
    public static bool Include(string modelId) => modelId.Contains("claude", StringComparison.OrdinalIgnoreCase);
}
