using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Writes <c>messages</c> in the order that Mistral accepts: no system message behind an answer, and an assistant at the end only as the
/// beginning of the answer (<c>prefix</c>). A user behind a tool, which it refused in former years, goes as it is.
/// </summary>
internal sealed class MistralMessageWriter(Utf8JsonWriter writer, ChatCall call) : IDisposable
{
    private readonly RelocatedContents _misfits = new(call, MistralProtocol.Service);
    private MistralToolTurnWriter? _tools;
    private ChatRole? _last;

    private MistralToolTurnWriter Tools => _tools ??= new MistralToolTurnWriter(writer, call);

    public void WriteAll()
    {
        writer.WriteStartArray();
        if (!string.IsNullOrEmpty(call.Options?.Instructions))
        {
            WriteStart(ChatRole.System);
            writer.WriteString("content"u8, call.Options.Instructions);
            writer.WriteEndObject();
        }

        for (int i = 0; i < call.Messages.Count; i++)
        {
            Write(call.Messages[i], isLast: i == call.Messages.Count - 1);
        }

        WriteMoved();
        writer.WriteEndArray();
    }

    public void Dispose() => _tools?.Dispose();

    private void Write(ChatMessage message, bool isLast)
    {
        ChatRole role = message.Role;
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            call.Notes.OptionNotSent("AuthorName", MistralProtocol.Service);
        }

        if (role == ChatRole.Assistant)
        {
            WriteMoved();
            WriteAssistant(message.Contents, isLast);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(message);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            WriteMoved();
            WriteSystem(message.Contents);
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"A message with the role '{role.Value}' cannot be sent: Mistral knows system, user, assistant and tool.");
        }
    }

    private void WriteSystem(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is DataContent or UriContent or HostedFileContent)
            {
                throw ProtocolError.Unsupported(
                    "A system message with images or files cannot be sent: Mistral takes text there. Move them into a user message.");
            }
        }

        if (_last is null || _last == ChatRole.System || _last == ChatRole.User)
        {
            WriteStart(ChatRole.System);
        }
        else
        {
            call.Notes.Add("A system message behind an answer was sent as a user's: Mistral takes it before the conversation alone.");
            WriteStart(ChatRole.User);
        }

        WriteParts(contents);
        writer.WriteEndObject();
    }

    private void WriteAssistant(IList<AIContent> contents, bool isLast)
    {
        int texts = 0;
        int thoughts = 0;
        int calls = 0;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent text:
                    texts += text.Text.Length > 0 ? 1 : 0;
                    break;
                case TextReasoningContent reasoning when ContentOrigin.IsFrom(reasoning, MistralProtocol.ProtocolName):
                    thoughts++;
                    break;
                case FunctionCallContent:
                    calls++;
                    break;
                case DataContent or UriContent or HostedFileContent:
                    _misfits.Move(contents[i], "Images and files of the assistant were sent as a user's: Mistral takes them from users alone.");
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

        WriteStart(ChatRole.Assistant);
        if (thoughts > 0)
        {
            WriteThoughts(contents);
        }
        else
        {
            WriteJoinedText(contents, texts);
        }

        if (calls > 0)
        {
            Tools.WriteCalls(contents);
        }
        else if (isLast && !_misfits.Any)
        {
            writer.WriteBoolean("prefix"u8, true);
        }

        writer.WriteEndObject();
    }

    private void WriteThoughts(IList<AIContent> contents)
    {
        writer.WriteStartArray("content"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent { Text.Length: > 0 } text)
            {
                MistralContentWriter.WriteText(writer, text.Text);
            }
            else if (contents[i] is TextReasoningContent reasoning && ContentOrigin.IsFrom(reasoning, MistralProtocol.ProtocolName))
            {
                MistralContentWriter.WriteThinking(writer, reasoning);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteJoinedText(IList<AIContent> contents, int left)
    {
        writer.WritePropertyName("content"u8);
        if (left == 0)
        {
            writer.WriteStringValue(""u8);
            return;
        }

        bool whole = left == 1;
        for (int i = 0; left > 0; i++)
        {
            if (contents[i] is TextContent { Text.Length: > 0 } text)
            {
                left--;
                if (whole)
                {
                    writer.WriteStringValue(text.Text);
                }
                else
                {
                    writer.WriteStringValueSegment(text.Text, isFinalSegment: left == 0);
                }
            }
        }
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
                _last = ChatRole.Tool;
                Tools.WriteResult(result);
            }
        }

        if (results == 0 && message.Role == ChatRole.User)
        {
            WriteMoved();
            WriteStart(ChatRole.User);
            WriteParts(contents);
            writer.WriteEndObject();
            return;
        }

        for (int i = 0; i < contents.Count && results < contents.Count; i++)
        {
            if (contents[i] is TextContent or DataContent or UriContent or HostedFileContent)
            {
                _misfits.Move(contents[i], "Contents beside tool results were sent as a user's: Mistral's tool messages carry results alone.");
            }
            else if (contents[i] is not FunctionResultContent)
            {
                _misfits.LeaveOut(contents[i]);
            }
        }
    }

    private void WriteStart(ChatRole role)
    {
        _last = role;
        writer.WriteStartObject();
        writer.WriteString("role"u8, role == ChatRole.Assistant ? "assistant"u8 : role == ChatRole.User ? "user"u8 : "system"u8);
    }

    private void WriteParts(IList<AIContent> contents)
    {
        if (contents.Count == 0)
        {
            writer.WriteString("content"u8, ""u8);
            return;
        }

        if (contents is [TextContent only])
        {
            writer.WriteString("content"u8, only.Text);
            return;
        }

        bool any = false;
        writer.WriteStartArray("content"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (MistralContentWriter.TryWrite(writer, contents[i], call))
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
            MistralContentWriter.WriteText(writer, ""); // An array without chunks is refused.
        }

        writer.WriteEndArray();
    }

    private void WriteMoved()
    {
        if (_misfits.TakeMoved() is { } moved)
        {
            WriteStart(ChatRole.User);
            WriteParts(moved);
            writer.WriteEndObject();
        }
    }
}
