using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Writes instructions and system messages as the blocks of the body's <c>system</c> field, which stands before all messages.
/// </summary>
internal static class BedrockSystemWriter
{
    private static readonly ChatRole Developer = new("developer");

    public static bool IsSystem(ChatRole role) => role == ChatRole.System || role == Developer;

    public static void Write(Utf8JsonWriter writer, ChatCall call)
    {
        bool isOpen = false;
        if (!string.IsNullOrWhiteSpace(call.Options?.Instructions))
        {
            Open(writer, ref isOpen);
            BedrockContentWriter.WriteText(writer, call.Options.Instructions);
        }

        bool isWithin = false;
        for (int i = 0; i < call.Messages.Count; i++)
        {
            ChatMessage message = call.Messages[i];
            if (!IsSystem(message.Role))
            {
                isWithin = true;
                continue;
            }

            if (isWithin)
            {
                call.Notes.SystemMoved(BedrockNames.Service);
            }

            WriteMessage(writer, message, call, ref isOpen);
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteMessage(Utf8JsonWriter writer, ChatMessage message, ChatCall call, ref bool isOpen)
    {
        for (int i = 0; i < message.Contents.Count; i++)
        {
            if (message.Contents[i] is not TextContent text)
            {
                throw ProtocolError.Unsupported(
                    $"Bedrock takes only text in system messages, not {message.Contents[i].GetType().Name}: put it into a user message.");
            }

            if (!string.IsNullOrWhiteSpace(text.Text))
            {
                Open(writer, ref isOpen);
                BedrockContentWriter.WriteText(writer, text.Text);
                BedrockCachePoint.Write(writer, text, call);
            }
        }
    }

    private static void Open(Utf8JsonWriter writer, ref bool isOpen)
    {
        if (!isOpen)
        {
            writer.WriteStartArray(BedrockNames.System);
            isOpen = true;
        }
    }
}
