namespace ModelGateway.Protocols.Bedrock;

/// <summary>The types of a stream's events.</summary>
internal enum BedrockEventType
{
    Unknown,
    MessageStart,
    BlockStart,
    BlockDelta,
    BlockStop,
    MessageStop,
    Metadata,
}
