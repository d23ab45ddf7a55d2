using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Blocks that have no content of their own in Microsoft.Extensions.AI (Bedrock's own tools and what comes): a content keeps the block's
/// JSON, as a string that survives storage, so that the block can go back as it came.
/// </summary>
internal static class BedrockRawBlock
{
    private const string Key = "modelgateway.block";

    public static AIContent Create(string json)
    {
        AIContent content = new();
        ContentOrigin.Set(content, BedrockProtocol.ProtocolName);
        content.AdditionalProperties![Key] = json;
        return content;
    }

    public static string? Get(AIContent content) =>
        content.AdditionalProperties is { } properties && ContentOrigin.IsFrom(content, BedrockProtocol.ProtocolName)
            ? ContentOrigin.ReadString(properties, Key)
            : null;
}
