using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>
/// Writes <c>messages</c>. Tool messages carry text alone and must follow their calls without a break, and assistant messages carry no
/// images or files: such contents move into a user message right behind, and the receipt says so.
/// </summary>
internal sealed class OpenAIChatMessageWriter(Utf8JsonWriter writer, ChatCall call, ChatDialect dialect) : IDisposable
{
    private readonly RelocatedContents _misfits = new(call, dialect.Service, dialect.ReturnsReasoning);
    private OpenAIChatToolTurnWriter? _tools;

    private OpenAIChatToolTurnWriter Tools => _tools ??= new OpenAIChatToolTurnWriter(writer, _misfits, dialect);

    public void WriteAll()
    {
        writer.WriteStartArray();
        if (!string.IsNullOrEmpty(call.Options?.Instructions))
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, OpenAIChatRoles.Instructions(isDeveloper: false, call, dialect));
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

    public void Dispose() => _tools?.Dispose();

    private void Write(ChatMessage message)
    {
        ChatRole role = message.Role;
        if (role == ChatRole.Assistant)
        {
            WriteMoved();
            WriteAssistant(message);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(message);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            WriteMoved();
            WriteStart(OpenAIChatRoles.Instructions(role != ChatRole.System, call, dialect), message);
            WriteParts(message.Contents, textOnly: true);
            writer.WriteEndObject();
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"A message with the role '{role.Value}' cannot be sent: {dialect.Name} knows system, developer, user, assistant and tool.");
        }
    }

    private void WriteAssistant(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        int texts = 0;
        int calls = 0;
        bool reasoned = false;
        string? refusal = null;
        for (int i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent:
                    texts++;
                    break;
                case FunctionCallContent:
                    calls++;
                    break;
                case ErrorContent { ErrorCode: "Refusal", Message: { Length: > 0 } words }:
                    refusal = words;
                    break;
                case DataContent data when data.HasTopLevelMediaType("audio"):
                    call.Notes.Add($"Audio of the assistant was left out of the history: {dialect.Name} takes its transcript alone.");
                    break;
                case DataContent or UriContent or HostedFileContent:
                    _misfits.Move(
                        contents[i], $"Images and files of the assistant were sent as a user's: {dialect.Name} takes them from users alone.");
                    break;
                case TextReasoningContent reasoning when dialect.ReturnsReasoning && ContentOrigin.IsFrom(reasoning, dialect.Protocol):
                    reasoned = true;
                    break;
                default:
                    _misfits.LeaveOut(contents[i]);
                    break;
            }
        }

        if (texts == 0 && calls == 0 && refusal is null)
        {
            return; // Nothing is left to say, and an empty message is refused.
        }

        WriteStart("assistant"u8, message);
        if (texts > 0)
        {
            WriteJoinedText(contents, texts);
        }
        else if (refusal is not null)
        {
            writer.WriteStartArray("content"u8);
            writer.WriteStartObject();
            writer.WriteString("type"u8, "refusal"u8);
            writer.WriteString("refusal"u8, refusal);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        else if (dialect.Has(ChatFeatures.ContentBesideCalls))
        {
            writer.WriteString("content"u8, ""u8);
        }

        OpenAIChatReasoningReturn.Write(writer, contents, calls > 0, reasoned, call, dialect);
        if (calls > 0)
        {
            Tools.WriteCalls(contents);
        }

        writer.WriteEndObject();
    }

    private void WriteJoinedText(IList<AIContent> contents, int left)
    {
        writer.WritePropertyName("content"u8);
        bool whole = left == 1;
        for (int i = 0; left > 0; i++)
        {
            if (contents[i] is TextContent text)
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
                Tools.WriteResult(result);
            }
        }

        if (results == 0 && message.Role == ChatRole.User)
        {
            WriteMoved();
            WriteStart("user"u8, message);
            WriteParts(contents, textOnly: false);
            writer.WriteEndObject();
            return;
        }

        for (int i = 0; i < contents.Count && results < contents.Count; i++)
        {
            if (contents[i] is TextContent or DataContent or UriContent or HostedFileContent)
            {
                _misfits.Move(
                    contents[i], $"Contents beside tool results were sent as a user's: {dialect.Name}'s tool messages carry results alone.");
            }
            else if (contents[i] is not FunctionResultContent)
            {
                _misfits.LeaveOut(contents[i]);
            }
        }
    }

    private void WriteStart(ReadOnlySpan<byte> role, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            OpenAIChatRoles.WriteName(writer, message.AuthorName, call, dialect);
        }
    }

    private void WriteParts(IList<AIContent> contents, bool textOnly)
    {
        if (contents.Count == 0)
        {
            writer.WriteString("content"u8, ""u8);
            return;
        }

        if (contents is [TextContent only] && OpenAIChatCacheControl.Of(only, dialect) is null)
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
                    $"A system message with images or files cannot be sent: {dialect.Name} takes text there. Move them into a user message.");
            }

            if (OpenAIChatContentWriter.TryWrite(writer, contents[i], dialect))
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
            OpenAIChatContentWriter.TryWrite(writer, new TextContent(""), dialect); // An array without parts is refused.
        }

        writer.WriteEndArray();
    }

    private void WriteMoved()
    {
        if (_misfits.TakeMoved() is not { } moved)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role"u8, "user"u8);
        WriteParts(moved, textOnly: false);
        writer.WriteEndObject();
    }
}
