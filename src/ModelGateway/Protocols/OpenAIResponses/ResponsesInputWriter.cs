using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes <c>input</c>: every message as the items that it consists of.</summary>
internal sealed class ResponsesInputWriter : IDisposable
{
    private readonly Utf8JsonWriter _writer;
    private readonly ChatCall _call;
    private readonly ResponsesSettings _settings;
    private readonly ResponsesRelocatedContents _misfits;
    private readonly ResponsesContentWriter _contents;
    private readonly ResponsesItemWriter _items;
    private ResponsesAssistantWriter? _assistant;

    public ResponsesInputWriter(Utf8JsonWriter writer, ChatCall call, ResponsesSettings settings)
    {
        _writer = writer;
        _call = call;
        _settings = settings;
        _misfits = new ResponsesRelocatedContents(call, settings);
        _contents = new ResponsesContentWriter(writer, settings);
        _items = new ResponsesItemWriter(writer, _contents, _misfits);
    }

    public void WriteAll()
    {
        _writer.WriteStartArray();
        if (!_settings.HasInstructions && !string.IsNullOrEmpty(_call.Options?.Instructions))
        {
            WriteStart(ResponsesWords.System);
            _writer.WriteString(ResponsesNames.Content, _call.Options.Instructions);
            _writer.WriteEndObject();
        }

        for (int i = 0; i < _call.Messages.Count; i++)
        {
            Write(_call.Messages[i]);
        }

        WriteMoved();
        _writer.WriteEndArray();
    }

    public void Dispose() => _items.Dispose();

    private void Write(ChatMessage message)
    {
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            _call.Notes.AuthorNotSent(_settings.Service);
        }

        ChatRole role = message.Role;
        if (role == ChatRole.Assistant)
        {
            WriteMoved(endsTurn: false);
            _assistant ??= new ResponsesAssistantWriter(_writer, _items, _misfits, _settings);
            _assistant.Write(message);
        }
        else if (role == ChatRole.User || role == ChatRole.Tool)
        {
            WriteUserOrTool(message);
        }
        else if (role == ChatRole.System || role.Value == "developer")
        {
            WriteMoved();
            WriteStart(role == ChatRole.System ? ResponsesWords.System : ResponsesWords.Developer);
            WriteParts(message.Contents, textOnly: true);
            _writer.WriteEndObject();
        }
        else
        {
            throw ProtocolError.Unsupported(
                $"A message with the role '{role.Value}' cannot be sent: {_settings.Service} knows system, developer, user, assistant and tool.");
        }
    }

    private void WriteUserOrTool(ChatMessage message)
    {
        IList<AIContent> contents = message.Contents;
        int results = 0;
        _assistant?.EndTurn();
        for (int i = 0; i < contents.Count; i++)
        {
            if (_items.TryWriteResult(contents[i]))
            {
                results++;
            }
        }

        if (message.Role == ChatRole.User && (results == 0 || results < contents.Count))
        {
            WriteMoved();
            WriteStart(ResponsesWords.User);
            WriteParts(contents, textOnly: false);
            _writer.WriteEndObject();
            return;
        }

        for (int i = 0; i < contents.Count && results < contents.Count; i++)
        {
            if (contents[i] is TextContent or DataContent or UriContent or HostedFileContent)
            {
                _misfits.Move(contents[i]);
            }
            else if (!ResponsesItemWriter.IsResult(contents[i]))
            {
                _misfits.LeaveOut(contents[i]);
            }
        }
    }

    private void WriteStart(ReadOnlySpan<byte> role)
    {
        _writer.WriteStartObject();
        _writer.WriteString(ResponsesNames.Type, ResponsesWords.Message);
        _writer.WriteString(ResponsesNames.Role, role);
    }

    private void WriteParts(IList<AIContent> contents, bool textOnly)
    {
        if (contents is [TextContent only])
        {
            _writer.WriteString(ResponsesNames.Content, only.Text);
            return;
        }

        _writer.WriteStartArray(ResponsesNames.Content);
        bool any = false;
        for (int i = 0; i < contents.Count; i++)
        {
            if (textOnly && contents[i] is DataContent or UriContent or HostedFileContent)
            {
                throw ProtocolError.Unsupported(
                    $"A system message with images or files cannot be sent: {_settings.Service} takes text there. Move them into a user message.");
            }

            if (ResponsesItemWriter.IsResult(contents[i]))
            {
                continue;
            }

            if (_contents.TryWrite(contents[i]))
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
            _contents.TryWrite(new TextContent("")); // An array without parts is refused.
        }

        _writer.WriteEndArray();
    }

    // Moved contents are written before the next message. Reasoning at the end of a turn, which no item followed, is left out.
    private void WriteMoved(bool endsTurn = true)
    {
        if (endsTurn)
        {
            _assistant?.EndTurn();
        }

        if (_misfits.TakeMoved() is { } moved)
        {
            WriteStart(ResponsesWords.User);
            WriteParts(moved, textOnly: false);
            _writer.WriteEndObject();
        }
    }
}
