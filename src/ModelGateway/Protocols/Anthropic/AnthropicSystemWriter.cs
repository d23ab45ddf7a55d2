using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Writes instructions and system messages as the blocks of the body's <c>system</c> field, which stands before all messages. System
/// messages within the conversation stay there if the model takes them.
/// </summary>
internal static class AnthropicSystemWriter
{
    private static readonly ChatRole Developer = new("developer");

    public static bool IsSystem(ChatRole role) => role == ChatRole.System || role == Developer;

    public static void Write(Utf8JsonWriter writer, ChatCall call, bool takesWithin, ref AnthropicBody body)
    {
        bool isOpen = false;
        WriteInstructions(writer, call.Options?.Instructions, ref isOpen, ref body);
        bool isWithin = false;
        for (int i = 0; i < call.Messages.Count; i++)
        {
            ChatMessage message = call.Messages[i];
            if (!IsSystem(message.Role))
            {
                isWithin = true;
                continue;
            }

            if (takesWithin && AnthropicInnerSystem.StaysWithin(call.Messages, i))
            {
                continue;
            }

            if (isWithin)
            {
                call.Notes.SystemMoved(AnthropicNames.Service);
            }

            WriteTexts(writer, message, call.Notes, ref isOpen, ref body);
        }

        if (isOpen)
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteInstructions(Utf8JsonWriter writer, string? instructions, ref bool isOpen, ref AnthropicBody body)
    {
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            Open(writer, ref isOpen, ref body);
            writer.WriteStartObject();
            writer.WriteString(AnthropicNames.Type, AnthropicNames.Text);
            writer.WriteString(AnthropicNames.Text, instructions);
            writer.WriteEndObject();
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, ChatMessage message, CallNotes notes, ref bool isOpen, ref AnthropicBody body)
    {
        for (int j = 0; j < message.Contents.Count; j++)
        {
            if (TextOf(message.Contents[j]) is { } text)
            {
                Open(writer, ref isOpen, ref body);
                AnthropicContentWriter.WriteText(writer, text, text.Text, notes);
            }
        }
    }

    /// <summary>The text of a system message's content; null where it is empty.</summary>
    public static TextContent? TextOf(AIContent content) =>
        content is not TextContent text
            ? throw ProtocolError.Unsupported(
                $"Anthropic takes only text in system messages, not {content.GetType().Name}: put it into a user message.")
            : string.IsNullOrWhiteSpace(text.Text) ? null : text;

    private static void Open(Utf8JsonWriter writer, ref bool isOpen, ref AnthropicBody body)
    {
        if (!isOpen)
        {
            body.Begin("system");
            writer.WriteStartArray(AnthropicNames.System);
            isOpen = true;
        }
    }
}
