namespace ModelGateway.Protocols.Anthropic;

/// <summary>The types of an answer's blocks that its readers know.</summary>
internal enum AnthropicBlockType
{
    Unknown,
    Text,
    Thinking,
    RedactedThinking,
    ToolUse,

    /// <summary>A call of a tool that Anthropic runs.</summary>
    ServerToolUse,
    WebSearchResult,
    CodeExecutionResult,
    McpToolUse,
    McpToolResult,
}
