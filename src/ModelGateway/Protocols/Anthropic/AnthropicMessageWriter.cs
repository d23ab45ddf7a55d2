using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Writes the conversation. Consecutive messages of one side become one, because the protocol wants the sides to alternate. Tool results
/// belong to the user's side and stand first in its message.
/// </summary>
internal static class AnthropicMessageWriter
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, bool takesSystem)
    {
        IReadOnlyList<ChatMessage> messages = call.Messages;
        List<AIContent> moved = [];
        bool hasAny = false;
        writer.WriteStartArray(AnthropicNames.Messages);

        // System messages before all others are written in the body's system field.
        int start = AnthropicInnerSystem.Skip(messages, 0);
        int firstSystem = start;
        while (start < messages.Count)
        {
            bool isAssistant = IsAssistant(messages[start].Role);
            int end = EndOfSide(messages, start, isAssistant, takesSystem);
            hasAny |= isAssistant
                ? WriteAssistant(writer, call, start, end, moved)
                : WriteUser(writer, call, start, end, moved);
            start = AnthropicInnerSystem.Skip(messages, end);
            if (takesSystem && (!isAssistant || start > end))
            {
                AnthropicInnerSystem.Write(writer, call, firstSystem, start);
                firstSystem = start;
            }
        }

        if (moved.Count > 0)
        {
            hasAny |= WriteUser(writer, call, messages.Count, messages.Count, moved);
        }

        if (!hasAny)
        {
            throw ProtocolError.Unsupported(
                "Anthropic needs at least one message with content beside the system text: add a user message.");
        }

        writer.WriteEndArray();
    }

    private static int EndOfSide(IReadOnlyList<ChatMessage> messages, int start, bool isAssistant, bool takesSystem)
    {
        int end = start + 1;
        while (end < messages.Count
            && (AnthropicSystemWriter.IsSystem(messages[end].Role)
                ? !(isAssistant && takesSystem && AnthropicInnerSystem.EndsSide(messages, end))
                : IsAssistant(messages[end].Role) == isAssistant))
        {
            end++;
        }

        return end;
    }

    private static bool WriteUser(Utf8JsonWriter writer, ChatCall call, int start, int end, List<AIContent> moved)
    {
        bool isOpen = false;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < moved.Count && pass == 1; i++)
            {
                Open(writer, AnthropicWords.User, ref isOpen);
                AnthropicContentWriter.WriteUser(writer, moved[i], call.Notes);
            }

            for (int i = start; i < end; i++)
            {
                ChatMessage message = call.Messages[i];
                if (AnthropicSystemWriter.IsSystem(message.Role))
                {
                    continue;
                }

                NoteAuthor(message, call);
                IList<AIContent> contents = message.Contents;
                for (int j = 0; j < contents.Count; j++)
                {
                    AIContent content = contents[j];
                    if (content is FunctionResultContent result)
                    {
                        if (pass == 0)
                        {
                            Open(writer, AnthropicWords.User, ref isOpen);
                            AnthropicToolResultWriter.Write(writer, result, call.Notes);
                        }
                    }
                    else if (pass == 1 && AnthropicContentWriter.IsWritten(content, call))
                    {
                        Open(writer, AnthropicWords.User, ref isOpen);
                        AnthropicContentWriter.WriteUser(writer, content, call.Notes);
                    }
                }
            }
        }

        moved.Clear();
        return Close(writer, isOpen);
    }

    private static bool WriteAssistant(Utf8JsonWriter writer, ChatCall call, int start, int end, List<AIContent> moved)
    {
        bool isOpen = false;
        AIContent? last = end == call.Messages.Count ? LastWritten(call, start, end) : null;
        for (int i = start; i < end; i++)
        {
            ChatMessage message = call.Messages[i];
            if (AnthropicSystemWriter.IsSystem(message.Role))
            {
                continue;
            }

            NoteAuthor(message, call);
            IList<AIContent> contents = message.Contents;
            for (int j = 0; j < contents.Count; j++)
            {
                AIContent content = contents[j];
                if (content is DataContent or UriContent or HostedFileContent)
                {
                    call.Notes.AssistantMediaMoved(AnthropicNames.Service);
                    moved.Add(content);
                    continue;
                }

                if (!AnthropicContentWriter.IsWritten(content, call))
                {
                    continue;
                }

                Open(writer, AnthropicWords.Assistant, ref isOpen);
                if (content is TextContent text)
                {
                    AnthropicContentWriter.WriteAnswer(writer, text, ReferenceEquals(text, last) ? Prefill(text.Text, call) : text.Text,
                        call.Notes);
                }
                else
                {
                    AnthropicContentWriter.WriteAssistant(writer, content, call.Notes);
                }
            }
        }

        return Close(writer, isOpen);
    }

    private static void NoteAuthor(ChatMessage message, ChatCall call)
    {
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            call.Notes.AuthorNotSent(AnthropicNames.Service);
        }
    }

    private static AIContent? LastWritten(ChatCall call, int start, int end)
    {
        for (int i = end - 1; i >= start; i--)
        {
            IList<AIContent> contents = call.Messages[i].Contents;
            for (int j = contents.Count - 1; j >= 0 && !AnthropicSystemWriter.IsSystem(call.Messages[i].Role); j--)
            {
                if (AnthropicContentWriter.IsWritten(contents[j], call))
                {
                    return contents[j];
                }
            }
        }

        return null;
    }

    // The beginning of an answer that the model continues must not end in white space.
    private static string Prefill(string text, ChatCall call)
    {
        string trimmed = text.TrimEnd();
        if (trimmed.Length != text.Length)
        {
            call.Notes.Add("White space at the end of the last assistant message was left out: Anthropic refuses to continue from it.");
        }

        return trimmed;
    }

    private static bool IsAssistant(ChatRole role) =>
        role == ChatRole.Assistant
        || (role == ChatRole.User || role == ChatRole.Tool
            ? false
            : throw ProtocolError.Unsupported($"Anthropic has no messages of the role \"{role}\": use user, assistant, system or tool."));

    private static void Open(Utf8JsonWriter writer, ReadOnlySpan<byte> role, ref bool isOpen)
    {
        if (!isOpen)
        {
            isOpen = true;
            writer.WriteStartObject();
            writer.WriteString(AnthropicNames.Role, role);
            writer.WriteStartArray(AnthropicNames.Content);
        }
    }

    private static bool Close(Utf8JsonWriter writer, bool isOpen)
    {
        if (isOpen)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return isOpen;
    }
}
