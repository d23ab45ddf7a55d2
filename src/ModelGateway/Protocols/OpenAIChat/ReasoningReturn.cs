namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>When a model's reasoning goes back to it with the history.</summary>
internal enum ReasoningReturn
{
    Never = 0,

    /// <summary>As text, with the messages that called tools.</summary>
    WithToolCalls,

    /// <summary>As text, always; a message that called tools without reasoning needs an empty one.</summary>
    Always,

    /// <summary>As <c>reasoning_details</c>, unchanged, which may be signed or encrypted.</summary>
    Details,
}
