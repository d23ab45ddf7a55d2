namespace ModelGateway.Protocols.Anthropic;

/// <summary>The types of a stream's deltas.</summary>
internal enum AnthropicDeltaType
{
    Unknown,
    Text,
    InputJson,
    Thinking,
    Signature,
    Citation,
}
