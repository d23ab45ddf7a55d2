namespace ModelGateway.Protocols.Anthropic;

/// <summary>The properties of a message that its readers know.</summary>
internal enum AnthropicProperty
{
    Unknown,
    Id,
    Type,
    Model,
    Content,
    Usage,
    Error,
    StopReason,
    StopSequence,
    StopDetails,
    Container,
    ContextManagement,
}
