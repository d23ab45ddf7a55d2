namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>When a model's earlier reasoning is sent back with the history.</summary>
internal enum ReasoningReturn
{
    Never = 0,

    /// <summary>As text, with the messages that called tools.</summary>
    WithToolCalls,

    /// <summary>As text, with all messages; a message with tool calls and no reasoning needs an empty text.</summary>
    Always,

    /// <summary>As <c>reasoning_details</c>, which may be signed or encrypted and stays unchanged.</summary>
    Details,
}
