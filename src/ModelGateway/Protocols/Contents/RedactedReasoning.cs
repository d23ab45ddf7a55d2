using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Marks reasoning that the provider encrypted as a whole. It goes back in a block of its own kind, not as reasoning with a signature.
/// </summary>
internal static class RedactedReasoning
{
    private const string Key = "modelgateway.redacted";

    public static TextReasoningContent Create(string data, string protocol)
    {
        TextReasoningContent content = new("") { ProtectedData = data };
        ContentOrigin.Set(content, protocol);
        content.AdditionalProperties![Key] = "true";
        return content;
    }

    public static bool IsMarked(AIContent content) =>
        content.AdditionalProperties is { } properties && ContentOrigin.ReadString(properties, Key) is not null;
}
