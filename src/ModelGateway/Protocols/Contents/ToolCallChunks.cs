using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Reads <c>tool_calls</c> in the form of Chat Completions, which others share: whole ones, or parts that name their call by its index.
/// </summary>
/// <param name="call">The call that is answered.</param>
/// <param name="streaming">Whether the answer comes in chunks.</param>
/// <param name="protocol">The protocol whose signatures the calls may carry; null where they carry none.</param>
internal sealed class ToolCallChunks(ChatCall call, bool streaming, string? protocol = null)
{
    private readonly PartialToolCalls _calls = new(call, streaming, protocol);

    /// <summary>Reads the value of <c>tool_calls</c>.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="json">All of what the reader reads.</param>
    /// <param name="contents">Where the pieces of arguments go, if the call wants them shown.</param>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsArray(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadPart(ref reader, json, ref contents);
            }
        }
    }

    /// <summary>Appends the calls, which are complete now.</summary>
    public void Complete(ref List<AIContent>? contents) => _calls.Complete(ref contents);

    private void ReadPart(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        int? index = null;
        string? id = null;
        string? name = null;
        string? signature = null;
        Utf8JsonReader arguments = default;
        ReadOnlySpan<byte> rawArguments = default;
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
                id = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("null"u8) ? null : JsonFields.ReadString(ref reader); // Some say it in words.
            }
            else if (reader.ValueTextEquals("function"u8))
            {
                reader.Read();
                name = ReadFunction(ref reader, json, ref arguments, ref rawArguments);
            }
            else if (reader.ValueTextEquals("extra_content"u8))
            {
                reader.Read();
                signature = GoogleCallSignature.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        PartialToolCall part = _calls.Find(index, id, name);
        part.Signature ??= signature;
        if (arguments.TokenType == JsonTokenType.String)
        {
            PartialToolCalls.Append(part, ref arguments);
        }
        else
        {
            PartialToolCalls.Append(part, rawArguments);
        }

        _calls.Show(part, ref contents);
    }

    private static string? ReadFunction(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref Utf8JsonReader arguments, ref ReadOnlySpan<byte> rawArguments)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return null;
        }

        string? name = null;
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
                        arguments = reader;
                        break;
                    case JsonTokenType.StartObject:
                        // Not what OpenAI sends, but some servers that speak its protocol do, and Mistral's specification allows it.
                        int start = (int)reader.TokenStartIndex;
                        reader.Skip();
                        rawArguments = json[start..(int)reader.BytesConsumed];
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
