namespace ModelGateway.Protocols.Bedrock;

/// <summary>The kinds of streamed blocks that need to be told apart until they end.</summary>
internal enum BedrockBlockKind
{
    Reasoning,
    ToolCall,
    Image,

    /// <summary>A call of a tool that Bedrock runs.</summary>
    ServerCall,

    /// <summary>The result of a tool that Bedrock runs.</summary>
    ServerResult,
}
