using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Json;

namespace ModelGateway.Providers.Mistral;

/// <summary>Reads a message, or the parts of one, into contents.</summary>
internal sealed class MistralMessageReader(ChatCall call, bool streaming)
{
    private PartialToolCalls? _toolCalls;

    /// <summary>Reads the value of <c>message</c> or <c>delta</c>. Text is appended at once, calls on <see cref="Complete"/>.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    MistralChunkReader.Read(ref reader, ref contents);
                }
                else if (JsonFields.ReadString(ref reader) is { Length: > 0 } text)
                {
                    (contents ??= new(1)).Add(new TextContent(text));
                }
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                ReadCalls(ref reader, json, ref contents);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    public void Complete(ref List<AIContent>? contents) => _toolCalls?.Complete(ref contents);

    private void ReadCalls(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadCall(ref reader, json, ref contents);
            }
        }
    }

    private void ReadCall(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        int? index = null;
        string? id = null;
        string? name = null;
        Utf8JsonReader text = default;
        ReadOnlySpan<byte> raw = default;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = (int?)JsonFields.ReadCount(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = JsonFields.ReadString(ref reader);
                id = id == "null" ? null : id; // What some models say instead of none.
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                name = ReadFunction(ref reader, json, ref text, ref raw);
            }
            else
            {
                reader.Skip();
            }
        }

        _toolCalls ??= new PartialToolCalls(call, streaming);
        PartialToolCall part = _toolCalls.Find(index, id, name);
        if (text.TokenType == JsonTokenType.String)
        {
            PartialToolCalls.Append(part, ref text);
        }
        else
        {
            PartialToolCalls.Append(part, raw);
        }

        _toolCalls.Show(part, ref contents);
    }

    private static string? ReadFunction(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref Utf8JsonReader text, ref ReadOnlySpan<byte> raw)
    {
        string? name = null;
        if (!JsonFields.StartsObject(ref reader))
        {
            return name;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                switch (reader.TokenType)
                {
                    case JsonTokenType.String:
                        text = reader;
                        break;
                    case JsonTokenType.StartObject:
                        // The specification allows an object beside the string that is sent.
                        int start = (int)reader.TokenStartIndex;
                        reader.Skip();
                        raw = json[start..(int)reader.BytesConsumed];
                        break;
                    case JsonTokenType.Null:
                        break;
                    default:
                        throw JsonFields.Unexpected(reader.TokenType, "a call's arguments");
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }
}
