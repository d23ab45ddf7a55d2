using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// The blocks of Anthropic's own tools (web search, code execution, compaction and what comes): a content keeps the block's JSON, as a
/// string that survives storage, so that the block can go back as it came.
/// </summary>
internal static class AnthropicRawBlock
{
    private const string Key = "modelgateway.block";

    public static void Set(AIContent content, string json)
    {
        ContentOrigin.Set(content, AnthropicProtocol.ProtocolName);
        content.AdditionalProperties![Key] = json;
    }

    public static string? Get(AIContent content) =>
        content.AdditionalProperties is { } properties && ContentOrigin.IsFrom(content, AnthropicProtocol.ProtocolName)
            ? ContentOrigin.ReadString(properties, Key)
            : null;
}
