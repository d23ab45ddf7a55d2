using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Writes <c>messages</c>: a message's texts become one, its images stand beside it, each tool result is a message of its own.</summary>
internal static class OllamaMessageWriter
{
    public static void WriteAll(Utf8JsonWriter writer, ChatCall call)
    {
        writer.WriteStartArray("messages"u8);
        if (!string.IsNullOrEmpty(call.Options?.Instructions))
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, "system"u8);
            writer.WriteString("content"u8, call.Options.Instructions);
            writer.WriteEndObject();
        }

        for (int i = 0; i < call.Messages.Count; i++)
        {
            Write(writer, call, i);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ChatCall call, int index)
    {
        ChatMessage message = call.Messages[index];
        if (message.AuthorName is not null && message.Role == ChatRole.User)
        {
            call.Notes.OptionNotSent("AuthorName", OllamaRequestWriter.Service);
        }

        ChatRole role = message.Role;
        if (role == ChatRole.Assistant)
        {
            WriteAssistant(writer, call, message.Contents);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(writer, call, index);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            WriteWhole(writer, call, "system"u8, message.Contents);
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"A message with the role '{role.Value}' cannot be sent: Ollama knows system, user, assistant and tool.");
        }
    }

    private static void WriteAssistant(Utf8JsonWriter writer, ChatCall call, IList<AIContent> contents)
    {
        int calls = 0;
        int thoughts = 0;
        int others = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case FunctionCallContent: calls++; break;
                case TextReasoningContent reasoning when ContentOrigin.IsFrom(reasoning, OllamaProtocol.ProtocolName): thoughts++; break;
                case TextReasoningContent: call.Notes.Add(CallNotes.ForeignReasoning); break;
                case TextContent or DataContent or UriContent or HostedFileContent: others++; break;
                case var content: LeaveOut(call, content); break;
            }
        }

        if (calls + thoughts + others == 0)
        {
            return; // Nothing is left to say.
        }

        writer.WriteStartObject();
        writer.WriteString("role"u8, "assistant"u8);
        OllamaContentWriter.WriteText(writer, contents);
        if (thoughts > 0)
        {
            WriteThinking(writer, contents);
        }

        OllamaContentWriter.WriteImages(writer, contents);
        if (calls > 0)
        {
            OllamaToolTurnWriter.WriteCalls(writer, contents);
        }

        writer.WriteEndObject();
    }

    private static void WriteThinking(Utf8JsonWriter writer, IList<AIContent> contents)
    {
        writer.WritePropertyName("thinking"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent reasoning && ContentOrigin.IsFrom(reasoning, OllamaProtocol.ProtocolName))
            {
                writer.WriteStringValueSegment(reasoning.Text, isFinalSegment: false);
            }
        }

        writer.WriteStringValueSegment(default(ReadOnlySpan<char>), isFinalSegment: true);
    }

    private static void WriteUserOrTool(Utf8JsonWriter writer, ChatCall call, int index)
    {
        IList<AIContent> contents = call.Messages[index].Contents;
        int results = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result)
            {
                OllamaToolTurnWriter.WriteResult(writer, call, result, index);
                results++;
            }
        }

        if (results < contents.Count || results == 0)
        {
            // What stands beside results is the user's.
            WriteWhole(writer, call, "user"u8, contents, optional: results > 0);
        }
    }

    private static void WriteWhole(
        Utf8JsonWriter writer, ChatCall call, ReadOnlySpan<byte> role, IList<AIContent> contents, bool optional = false)
    {
        bool any = false;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent or DataContent or UriContent or HostedFileContent)
            {
                any = true;
            }
            else if (contents[i] is TextReasoningContent)
            {
                call.Notes.Add(CallNotes.ForeignReasoning);
            }
            else if (contents[i] is not FunctionResultContent)
            {
                LeaveOut(call, contents[i]);
            }
        }

        if (optional && !any)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        OllamaContentWriter.WriteText(writer, contents);
        OllamaContentWriter.WriteImages(writer, contents);
        writer.WriteEndObject();
    }

    private static void LeaveOut(ChatCall call, AIContent content)
    {
        if (content is HostedVectorStoreContent)
        {
            throw ProtocolError.Unsupported("Ollama has no vector stores: retrieve the text and send that.");
        }

        if (content is not (UsageContent or ErrorContent or ToolCallDeltaContent))
        {
            call.Notes.Add($"{content.GetType().Name} was left out of the history: Ollama has no place for it.");
        }
    }
}
