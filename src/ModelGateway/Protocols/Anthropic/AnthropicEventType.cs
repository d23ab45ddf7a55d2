namespace ModelGateway.Protocols.Anthropic;

/// <summary>The types of a stream's events.</summary>
internal enum AnthropicEventType
{
    Unknown,
    MessageStart,
    BlockStart,
    BlockDelta,
    BlockStop,
    MessageDelta,
    MessageStop,
    Ping,
    Error,
}
