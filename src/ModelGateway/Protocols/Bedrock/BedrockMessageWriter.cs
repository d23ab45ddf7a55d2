using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Writes the conversation. Consecutive messages of one side become one, because the protocol wants the sides to alternate. Tool results
/// belong to the user's side and stand first in its message.
/// </summary>
internal static class BedrockMessageWriter
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, BedrockModel model)
    {
        IReadOnlyList<ChatMessage> messages = call.Messages;
        BedrockContentWriter contents = new(writer, call, model);
        List<AIContent> moved = [];
        bool hasAny = false;
        writer.WriteStartArray(BedrockNames.Messages);
        for (int i = 0; i < messages.Count; i++)
        {
            if (!string.IsNullOrEmpty(messages[i].AuthorName))
            {
                call.Notes.AuthorNotSent(BedrockNames.Service);
            }
        }

        for (int start = 0; start < messages.Count;)
        {
            if (BedrockSystemWriter.IsSystem(messages[start].Role))
            {
                start++;
                continue;
            }

            bool isAssistant = IsAssistant(messages[start].Role);
            int end = start + 1;
            while (end < messages.Count
                && (BedrockSystemWriter.IsSystem(messages[end].Role) || IsAssistant(messages[end].Role) == isAssistant
                || (!isAssistant && !SaysAnything(messages[end], call))))
            {
                end++;
            }

            hasAny |= isAssistant ? WriteAssistant(writer, contents, call, start, end, moved)
                : WriteUser(writer, contents, call, start, end, moved);
            start = end;
        }

        if (moved.Count > 0)
        {
            hasAny |= WriteUser(writer, contents, call, messages.Count, messages.Count, moved);
        }

        if (!hasAny)
        {
            throw ProtocolError.Unsupported("Bedrock needs at least one message with content beside the system text: add a user message.");
        }

        writer.WriteEndArray();
    }

    private static bool WriteUser(Utf8JsonWriter writer, BedrockContentWriter contents, ChatCall call, int start, int end,
        List<AIContent> moved)
    {
        bool isOpen = false;
        bool hasText = false;
        bool hasDocument = false;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i < moved.Count && pass == 1; i++)
            {
                Open(writer, BedrockWords.User, ref isOpen);
                contents.WriteUser(moved[i]);
                hasDocument |= BedrockMediaWriter.IsDocument(moved[i]);
            }

            for (int i = start; i < end; i++)
            {
                ChatMessage message = call.Messages[i];
                for (int j = 0; j < message.Contents.Count && !BedrockSystemWriter.IsSystem(message.Role); j++)
                {
                    AIContent content = message.Contents[j];
                    bool isResult = content is FunctionResultContent;
                    if (isResult ? pass == 0 : pass == 1 && BedrockContentWriter.IsWritten(content, call))
                    {
                        if (message.Role == ChatRole.Assistant)
                        {
                            NoteMoved(call); // The turn holds only moved media.
                        }

                        Open(writer, BedrockWords.User, ref isOpen);
                        contents.WriteUser(content);
                        hasText |= content is TextContent;
                        hasDocument |= BedrockMediaWriter.IsDocument(content);
                    }
                }
            }
        }

        moved.Clear();
        if (hasDocument && !hasText)
        {
            call.Notes.Add("The text \"See the document.\" was added to a message: Bedrock takes no document without text.");
            BedrockContentWriter.WriteText(writer, "See the document.");
        }

        if (isOpen && end == call.Messages.Count)
        {
            BedrockCachePoint.WriteEnd(writer, call);
        }

        return Close(writer, isOpen);
    }

    private static bool WriteAssistant(Utf8JsonWriter writer, BedrockContentWriter contents, ChatCall call, int start, int end,
        List<AIContent> moved)
    {
        bool isOpen = false;
        for (int i = start; i < end; i++)
        {
            ChatMessage message = call.Messages[i];
            for (int j = 0; j < message.Contents.Count && !BedrockSystemWriter.IsSystem(message.Role); j++)
            {
                if (IsMedia(message.Contents[j]))
                {
                    NoteMoved(call);
                    moved.Add(message.Contents[j]);
                }
                else if (BedrockContentWriter.IsWritten(message.Contents[j], call))
                {
                    Open(writer, BedrockWords.Assistant, ref isOpen);
                    contents.WriteAssistant(message.Contents[j]);
                }
            }
        }

        return Close(writer, isOpen);
    }

    // An assistant message without any block is left out. The user messages around it would then follow each other.
    private static bool SaysAnything(ChatMessage message, ChatCall call)
    {
        bool says = false;
        foreach (AIContent content in message.Contents)
        {
            says |= !IsMedia(content) && BedrockContentWriter.IsWritten(content, call);
        }

        return says;
    }

    private static bool IsMedia(AIContent content) => content is DataContent or UriContent or HostedFileContent;

    private static void NoteMoved(ChatCall call) => call.Notes.AssistantMediaMoved(BedrockNames.Service);

    private static bool IsAssistant(ChatRole role) =>
        role == ChatRole.Assistant
        || (role == ChatRole.User || role == ChatRole.Tool
            ? false
            : throw ProtocolError.Unsupported($"Bedrock has no messages of the role \"{role}\": use user, assistant, system or tool."));

    private static void Open(Utf8JsonWriter writer, ReadOnlySpan<byte> role, ref bool isOpen)
    {
        if (!isOpen)
        {
            isOpen = true;
            writer.WriteStartObject();
            writer.WriteString(BedrockNames.Role, role);
            writer.WriteStartArray(BedrockNames.Content);
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
