using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// The container in which Anthropic ran an answer's code. Its id is kept by a content of the answer, so that the next request with that
/// history runs its code there again, where the files are.
/// </summary>
internal static class AnthropicContainer
{
    private const string Key = "modelgateway.container";

    /// <summary>Creates the content that keeps the id; null where there is none.</summary>
    public static AIContent? Create(JsonElement container)
    {
        if (container.ValueKind != JsonValueKind.Object || !container.TryGetProperty(AnthropicNames.Id.EncodedUtf8Bytes, out JsonElement id)
            || id.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        AIContent content = new();
        ContentOrigin.Set(content, AnthropicProtocol.ProtocolName);
        content.AdditionalProperties![Key] = id.GetString();
        return content;
    }

    /// <summary>Whether a content only keeps a container's id.</summary>
    public static bool IsKept(AIContent content) => Find(content) is not null;

    /// <summary>Writes the container of the last answer in the history, if the request has the tool that runs code in it.</summary>
    public static void Write(Utf8JsonWriter writer, ChatOptions options, ref AnthropicBody body)
    {
        if (!HasCodeTool(options.Tools) || options.AdditionalProperties?.ContainsKey("container") is true)
        {
            return;
        }

        IReadOnlyList<ChatMessage> messages = body.Call.Messages;
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = contents.Count - 1; j >= 0; j--)
            {
                if (Find(contents[j]) is { } id)
                {
                    writer.WriteString(AnthropicNames.Container, id);
                    return;
                }
            }
        }
    }

    private static string? Find(AIContent content) =>
        content.AdditionalProperties is { } properties && ContentOrigin.IsFrom(content, AnthropicProtocol.ProtocolName)
            ? ContentOrigin.ReadString(properties, Key) : null;

    private static bool HasCodeTool(IList<AITool>? tools)
    {
        for (int i = 0; i < tools?.Count; i++)
        {
            if (tools[i] is HostedCodeInterpreterTool)
            {
                return true;
            }
        }

        return false;
    }
}
