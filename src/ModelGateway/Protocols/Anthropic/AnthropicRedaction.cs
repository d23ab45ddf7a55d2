using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Marks reasoning that Anthropic encrypted as a whole, which goes back as <c>redacted_thinking</c>, not as <c>thinking</c>.</summary>
internal static class AnthropicRedaction
{
    private const string Key = "modelgateway.redacted";

    public static TextReasoningContent Create(string data)
    {
        TextReasoningContent content = new("") { ProtectedData = data };
        ContentOrigin.Set(content, AnthropicProtocol.ProtocolName);
        content.AdditionalProperties![Key] = "true";
        return content;
    }

    public static bool IsMarked(AIContent content) =>
        content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, Key) is not null;
}
