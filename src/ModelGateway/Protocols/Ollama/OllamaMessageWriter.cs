using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// Writes <c>messages</c>. Texts of a message become one, images are beside the text, and each tool result is a separate message.
/// </summary>
internal readonly ref struct OllamaMessageWriter(Utf8JsonWriter writer, ChatCall call)
{
    public void WriteAll()
    {
        writer.WriteStartArray(OllamaNames.Messages);
        if (!string.IsNullOrEmpty(call.Options?.Instructions))
        {
            writer.WriteStartObject();
            writer.WriteString(OllamaNames.Role, OllamaWords.System);
            writer.WriteString(OllamaNames.Content, call.Options.Instructions);
            writer.WriteEndObject();
        }

        for (int i = 0; i < call.Messages.Count; i++)
        {
            Write(i);
        }

        writer.WriteEndArray();
    }

    private void Write(int index)
    {
        ChatMessage message = call.Messages[index];
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            call.Notes.AuthorNotSent(OllamaRequestWriter.Service);
        }

        ChatRole role = message.Role;
        if (role == ChatRole.Assistant)
        {
            WriteAssistant(message.Contents);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(index);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            WriteWhole(OllamaWords.System, message.Contents);
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"A message with the role '{role.Value}' cannot be sent: Ollama knows system, user, assistant and tool.");
        }
    }

    private void WriteAssistant(IList<AIContent> contents)
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
                case var content: LeaveOut(content); break;
            }
        }

        if (calls + thoughts + others == 0)
        {
            return; // All contents were left out.
        }

        writer.WriteStartObject();
        writer.WriteString(OllamaNames.Role, OllamaWords.Assistant);
        new OllamaContentWriter(writer).WriteText(contents);
        if (thoughts > 0)
        {
            WriteThinking(contents);
        }

        new OllamaContentWriter(writer).WriteImages(contents);
        if (calls > 0)
        {
            new OllamaToolTurnWriter(writer, call).WriteCalls(contents);
        }

        writer.WriteEndObject();
    }

    private void WriteThinking(IList<AIContent> contents)
    {
        writer.WritePropertyName(OllamaNames.Thinking);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent reasoning && ContentOrigin.IsFrom(reasoning, OllamaProtocol.ProtocolName))
            {
                writer.WriteStringValueSegment(reasoning.Text, isFinalSegment: false);
            }
        }

        writer.WriteStringValueSegment(default(ReadOnlySpan<char>), isFinalSegment: true);
    }

    private void WriteUserOrTool(int index)
    {
        IList<AIContent> contents = call.Messages[index].Contents;
        int results = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result)
            {
                new OllamaToolTurnWriter(writer, call).WriteResult(result, index);
                results++;
            }
        }

        if (results < contents.Count || results == 0)
        {
            // Contents beside results are sent as a user's message.
            WriteWhole(OllamaWords.User, contents, optional: results > 0);
        }
    }

    private void WriteWhole(ReadOnlySpan<byte> role, IList<AIContent> contents, bool optional = false)
    {
        bool any = Examine(contents);
        if (optional && !any)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(OllamaNames.Role, role);
        new OllamaContentWriter(writer).WriteText(contents);
        new OllamaContentWriter(writer).WriteImages(contents);
        writer.WriteEndObject();
    }

    private bool Examine(IList<AIContent> contents)
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
                LeaveOut(contents[i]);
            }
        }

        return any;
    }

    private void LeaveOut(AIContent content)
    {
        if (content is HostedVectorStoreContent)
        {
            throw ProtocolError.Unsupported("Ollama has no vector stores: retrieve the text and send that.");
        }

        if (content is not (UsageContent or ErrorContent or ToolCallDeltaContent))
        {
            call.Notes.LeftOut(content, OllamaRequestWriter.Service);
        }
    }
}
