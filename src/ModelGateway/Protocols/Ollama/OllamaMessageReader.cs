using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Reads <c>message</c>: thinking, text and whole calls. One instance an answer, as calls without ids are numbered.</summary>
internal sealed class OllamaMessageReader(ChatCall call)
{
    private TextPieces _texts = new(call.Streaming);
    private TextPieces _thoughts = new(call.Streaming);
    private bool _inThought;
    private int _calls;

    public bool HasCalls => _calls > 0;

    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        string? text = null;
        string? thinking = null;
        List<FunctionCallContent>? calls = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OllamaNames.Content))
            {
                text = _texts.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(OllamaNames.Thinking))
            {
                thinking = _thoughts.ReadNext(ref reader);
            }
            else if (reader.ValueTextEquals(OllamaNames.ToolCalls))
            {
                reader.Read();
                ReadCalls(ref reader, json, ref calls);
            }
            else
            {
                reader.Skip();
            }
        }

        // The model thinks, writes and then calls; the order of the JSON's fields does not tell.
        Add(thinking, text, calls, ref contents);
    }

    /// <summary>Appends what is left at the end of a stream.</summary>
    public void Complete(ref List<AIContent>? contents) => Add(_thoughts.Take(), _texts.Take(), calls: null, ref contents);

    private void Add(string? thinking, string? text, List<FunctionCallContent>? calls, ref List<AIContent>? contents)
    {
        if (!string.IsNullOrEmpty(thinking))
        {
            (contents ??= new(1)).Add(CreateThought(thinking));
        }

        if (!string.IsNullOrEmpty(text))
        {
            _inThought = false;
            (contents ??= new(1)).Add(new TextContent(text));
        }

        if (calls is not null)
        {
            _inThought = false;
            (contents ??= new(calls.Count)).AddRange(calls);
        }
    }

    private TextReasoningContent CreateThought(string thinking)
    {
        TextReasoningContent content = new(thinking);
        if (!_inThought)
        {
            // Streamed thoughts are joined later, and the first one's properties stay.
            ContentOrigin.Set(content, OllamaProtocol.ProtocolName);
        }

        _inThought = true;
        return content;
    }

    private void ReadCalls(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<FunctionCallContent>? calls)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!JsonFields.StartsObject(ref reader))
            {
                throw JsonFields.Unexpected(reader.TokenType, "a tool call");
            }

            (calls ??= new(1)).Add(ReadCall(ref reader, json));
        }
    }

    private FunctionCallContent ReadCall(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        string? id = null;
        string? name = null;
        ReadOnlySpan<byte> arguments = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OllamaNames.Id))
            {
                id = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(OllamaNames.Function))
            {
                reader.Read();
                ReadFunction(ref reader, json, ref name, ref arguments);
            }
            else
            {
                reader.Skip();
            }
        }

        if (string.IsNullOrEmpty(name))
        {
            throw new JsonException("A tool call lacks its name.");
        }

        id = string.IsNullOrEmpty(id) ? ToolCallIds.Mint(call.AttemptId, _calls) : id;
        _calls++;
        return ToolArguments.CreateCall(id, name, arguments);
    }

    private static void ReadFunction(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref string? name, ref ReadOnlySpan<byte> arguments)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OllamaNames.Name))
            {
                name = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(OllamaNames.Arguments))
            {
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                bool isText = reader.TokenType == JsonTokenType.String;
                string? text = isText ? SurrogateHalves.ReadString(in reader) : null;
                reader.Skip();

                // Some compatible servers send the arguments as OpenAI does, as JSON within a string.
                arguments = isText ? Encoding.UTF8.GetBytes(text!) : json[start..(int)reader.BytesConsumed];
            }
            else
            {
                reader.Skip();
            }
        }
    }
}
