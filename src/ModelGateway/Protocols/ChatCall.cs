using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols;

/// <summary>
/// One attempt's chat as a protocol sees it: the caller's messages and options, never changed, and what the gateway decided.
/// </summary>
internal sealed class ChatCall : ProviderCall
{
    /// <summary>
    /// The history, in which stored results are as their tools returned them; replaced before it is sent where it has to be mended.
    /// </summary>
    public required IReadOnlyList<ChatMessage> Messages { get; set; }

    /// <summary>
    /// The caller's options; <see cref="ChatOptions.ModelId"/> in them names a route, not a model: use <see cref="ProviderCall.ModelId"/>.
    /// </summary>
    public ChatOptions? Options { get; set; }

    /// <summary>The caller's names of the tools that are sent under another name, by that name; null where there are none.</summary>
    public IReadOnlyDictionary<string, string>? ToolNames { get; set; }

    /// <summary>The output limit to send: the caller's, or the one that a budget imposed; null for the provider's default.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The interface that the request goes to, where the provider has several; Auto for its usual one.</summary>
    public ProviderApi Api { get; init; }

    /// <summary>
    /// The word of the reasoning effort that the model's rules allow; null where there are none, and the option is written as it is.
    /// </summary>
    public string? Effort { get; init; }

    /// <summary>Whether the provider is asked to stream its answer.</summary>
    public bool Streaming { get; set; }

    /// <summary>Whether a stream shows the arguments of tool calls as they arrive, as <see cref="ToolCallDeltaContent"/>.</summary>
    public bool StreamToolCallDeltas { get; init; }
}
