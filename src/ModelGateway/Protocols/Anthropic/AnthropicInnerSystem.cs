using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// System messages within the conversation, for the models that take them. The protocol's rule: one follows the user's side, or a tool that
/// Anthropic ran, and the assistant or nothing follows it.
/// </summary>
internal static class AnthropicInnerSystem
{
    /// <summary>Whether there is a place for a system message where it stands, or behind the user's messages that follow it.</summary>
    public static bool StaysWithin(IReadOnlyList<ChatMessage> messages, int index)
    {
        int before = index - 1;
        while (before >= 0 && AnthropicSystemWriter.IsSystem(messages[before].Role))
        {
            before--;
        }

        return before >= 0 && (!IsAssistant(messages[before]) || IsUserNext(messages, index) || EndsWithServerTool(messages[before]));
    }

    /// <summary>Whether the assistant's side has to end before a system message, which stands behind a tool that Anthropic ran.</summary>
    public static bool EndsSide(IReadOnlyList<ChatMessage> messages, int index) =>
        AnthropicSystemWriter.IsSystem(messages[index].Role)
        && IsAssistant(messages[index - 1]) && EndsWithServerTool(messages[index - 1]) && !IsUserNext(messages, index);

    /// <summary>The index of the first message from a given index on that is not a system message.</summary>
    public static int Skip(IReadOnlyList<ChatMessage> messages, int index)
    {
        while (index < messages.Count && AnthropicSystemWriter.IsSystem(messages[index].Role))
        {
            index++;
        }

        return index;
    }

    /// <summary>Writes the system messages of a range that stay within the conversation, as one.</summary>
    public static void Write(Utf8JsonWriter writer, ChatCall call, int start, int end)
    {
        bool isOpen = false;
        bool isMoved = false;
        for (int i = start; i < end; i++)
        {
            ChatMessage message = call.Messages[i];
            if (!AnthropicSystemWriter.IsSystem(message.Role) || !StaysWithin(call.Messages, i))
            {
                continue;
            }

            for (int j = 0; j < message.Contents.Count; j++)
            {
                if (AnthropicSystemWriter.TextOf(message.Contents[j]) is { } text)
                {
                    Open(writer, ref isOpen);
                    AnthropicContentWriter.WriteText(writer, text, text.Text, call.Notes);
                    isMoved |= Skip(call.Messages, i) < end;
                }
            }
        }

        if (isOpen)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        if (isMoved)
        {
            call.Notes.Add(
                "A system message was sent behind the user's messages that follow it: within the conversation Anthropic takes it only there.");
        }
    }

    private static void Open(Utf8JsonWriter writer, ref bool isOpen)
    {
        if (!isOpen)
        {
            isOpen = true;
            writer.WriteStartObject();
            writer.WriteString(AnthropicNames.Role, "system"u8);
            writer.WriteStartArray(AnthropicNames.Content);
        }
    }

    private static bool IsUserNext(IReadOnlyList<ChatMessage> messages, int index)
    {
        int after = Skip(messages, index);
        return after < messages.Count && !IsAssistant(messages[after]);
    }

    private static bool IsAssistant(ChatMessage message) => message.Role == ChatRole.Assistant;

    private static bool EndsWithServerTool(ChatMessage message) =>
        message.Contents is { Count: > 0 } contents && contents[^1] is ToolResultContent and not FunctionResultContent
        && RawBlock.Get(contents[^1], AnthropicProtocol.ProtocolName) is not null;
}
