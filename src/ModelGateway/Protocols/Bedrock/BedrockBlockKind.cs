namespace ModelGateway.Protocols.Bedrock;

/// <summary>What a block of a stream is, where that matters until its end.</summary>
internal enum BedrockBlockKind
{
    Reasoning,
    ToolCall,
    Image,

    /// <summary>A call of one of Bedrock's own tools.</summary>
    ServerCall,

    /// <summary>Its result.</summary>
    ServerResult,
}
