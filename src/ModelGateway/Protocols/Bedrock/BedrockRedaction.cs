using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Marks reasoning that the provider encrypted as a whole, which goes back as <c>redactedContent</c>, not as <c>reasoningText</c>.</summary>
internal static class BedrockRedaction
{
    private const string Key = "modelgateway.redacted";

    public static TextReasoningContent Create(string base64)
    {
        TextReasoningContent content = new("") { ProtectedData = base64 };
        ContentOrigin.Set(content, BedrockProtocol.ProtocolName);
        content.AdditionalProperties![Key] = "true";
        return content;
    }

    public static bool IsMarked(AIContent content) =>
        content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, Key) is not null;
}
