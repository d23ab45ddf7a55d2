using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Cohere;

/// <summary>
/// Writes <c>messages</c>. Images come from users alone: those of tools and of the assistant move into a user message behind, and the
/// receipt says so.
/// </summary>
internal sealed class CohereMessageWriter(Utf8JsonWriter writer, ChatCall call) : IDisposable
{
    private const int LongestCallId = 64;

    private readonly QuotedJson _quoted = new(writer);
    private readonly RelocatedContents _misfits = new(call, CohereProtocol.Service);

    public void WriteAll()
    {
        writer.WriteStartArray();
        if (!string.IsNullOrEmpty(call.Options?.Instructions))
        {
            WriteStart("system"u8);
            writer.WriteString("content"u8, call.Options.Instructions);
            writer.WriteEndObject();
        }

        for (int i = 0; i < call.Messages.Count; i++)
        {
            Write(call.Messages[i]);
        }

        WriteMoved();
        writer.WriteEndArray();
    }

    public void Dispose() => _quoted.Dispose();

    private void Write(ChatMessage message)
    {
        ChatRole role = message.Role;
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            call.Notes.OptionNotSent("AuthorName", CohereProtocol.Service);
        }

        if (role == ChatRole.Assistant)
        {
            WriteMoved();
            WriteAssistant(message.Contents);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(message);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            WriteMoved();
            WriteStart("system"u8);
            WriteParts(message.Contents, textOnly: true);
            writer.WriteEndObject();
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"A message with the role '{role.Value}' cannot be sent: Cohere knows system, user, assistant and tool.");
        }
    }

    private void WriteAssistant(IList<AIContent> contents)
    {
        int texts = 0;
        int thoughts = 0;
        int calls = 0;
        string? plan = null;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent text:
                    texts += text.Text.Length > 0 ? 1 : 0;
                    break;
                case TextReasoningContent reasoning when CohereReasoning.IsToolPlan(reasoning):
                    plan += reasoning.Text;
                    break;
                case TextReasoningContent reasoning when CohereReasoning.IsOwn(reasoning):
                    thoughts += reasoning.Text.Length > 0 ? 1 : 0;
                    break;
                case FunctionCallContent:
                    calls++;
                    break;
                case DataContent or UriContent:
                    _misfits.Move(contents[i], "Images and files of the assistant were sent as a user's: Cohere takes them from users alone.");
                    break;
                default:
                    _misfits.LeaveOut(contents[i]);
                    break;
            }
        }

        if (texts == 0 && calls == 0)
        {
            return; // Nothing is left to say, and an empty message is refused.
        }

        WriteStart("assistant"u8);
        if (texts == 1 && thoughts == 0)
        {
            writer.WriteString("content"u8, contents.OfType<TextContent>().First(static text => text.Text.Length > 0).Text);
        }
        else if (texts + thoughts > 0)
        {
            CohereContentWriter.WriteSaid(writer, contents);
        }

        if (calls > 0)
        {
            if (!string.IsNullOrEmpty(plan))
            {
                writer.WriteString("tool_plan"u8, plan);
            }

            _quoted.WriteCalls(contents, LongestCallId);
        }

        writer.WriteEndObject();
    }

    private void WriteUserOrTool(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        int results = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionResultContent result)
            {
                results++;
                WriteResult(result);
            }
        }

        if (results == 0 && message.Role == ChatRole.User)
        {
            WriteMoved();
            WriteStart("user"u8);
            WriteParts(contents, textOnly: false);
            writer.WriteEndObject();
            return;
        }

        for (int i = 0; i < contents.Count && results < contents.Count; i++)
        {
            if (contents[i] is TextContent or DataContent or UriContent or HostedFileContent)
            {
                _misfits.Move(contents[i], "Contents beside tool results were sent as a user's: Cohere's tool messages carry results alone.");
            }
            else if (contents[i] is not FunctionResultContent)
            {
                _misfits.LeaveOut(contents[i]);
            }
        }
    }

    private void WriteResult(FunctionResultContent result)
    {
        const string Note = "Images and files of tool results were sent as a user's: Cohere's tool messages carry text alone.";
        const string Pointer = "The result is attached to the next user message.";
        WriteStart("tool"u8);
        writer.WriteString("tool_call_id"u8, ToolCallIds.Map(result.CallId, LongestCallId));
        object? value = StoredResult.Restore(result.Result);
        if (StoredResult.WithMedia(value) is { } parts)
        {
            foreach (AIContent part in parts.Where(StoredResult.IsMedia))
            {
                _misfits.Move(part, Note);
            }

            string text = string.Concat(parts.OfType<TextContent>());
            writer.WriteString("content"u8, text.Length > 0 ? text : Pointer);
        }
        else
        {
            _quoted.WriteResult("content"u8, result, value);
        }

        writer.WriteEndObject();
    }

    private void WriteStart(ReadOnlySpan<byte> role)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
    }

    private void WriteParts(IList<AIContent> contents, bool textOnly)
    {
        if (contents is [TextContent only])
        {
            writer.WriteString("content"u8, only.Text);
            return;
        }

        bool any = false;
        writer.WriteStartArray("content"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (textOnly && contents[i] is DataContent or UriContent or HostedFileContent)
            {
                throw ProtocolError.Unsupported(
                    "A system message with images or files cannot be sent: Cohere takes text there. Move them into a user message.");
            }

            if (CohereContentWriter.TryWrite(writer, contents[i], call))
            {
                any = true;
            }
            else
            {
                _misfits.LeaveOut(contents[i]);
            }
        }

        if (!any)
        {
            CohereContentWriter.WriteText(writer, "");
        }

        writer.WriteEndArray();
    }

    private void WriteMoved()
    {
        if (_misfits.TakeMoved() is { } moved)
        {
            WriteStart("user"u8);
            WriteParts(moved, textOnly: false);
            writer.WriteEndObject();
        }
    }
}
