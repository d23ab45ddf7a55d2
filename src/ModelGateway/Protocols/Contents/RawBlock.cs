using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Blocks that Microsoft.Extensions.AI has no content for (a provider's own tools, and block types to come). The content keeps the block's
/// JSON as a string, which survives storage, so that the block can go back to the same protocol unchanged.
/// </summary>
internal static class RawBlock
{
    private const string Key = "modelgateway.block";

    public static AIContent Create(string json, string protocol)
    {
        AIContent content = new();
        Set(content, json, protocol);
        return content;
    }

    public static void Set(AIContent content, string json, string protocol)
    {
        ContentOrigin.Set(content, protocol);
        content.AdditionalProperties![Key] = json;
    }

    /// <summary>The block's JSON; null where there is none, or where another protocol sent it.</summary>
    public static string? Get(AIContent content, string protocol) =>
        content.AdditionalProperties is { } properties && ContentOrigin.IsFrom(content, protocol)
            ? ContentOrigin.ReadString(properties, Key)
            : null;
}
