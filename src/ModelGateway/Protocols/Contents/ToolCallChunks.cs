using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Reads <c>tool_calls</c> in the form of Chat Completions, which several protocols share: whole calls, or parts with the index of their
/// call.
/// </summary>
/// <param name="call">The chat that is answered.</param>
/// <param name="streaming">Whether the answer comes in chunks.</param>
/// <param name="protocol">The protocol whose signatures the calls may carry; null where they carry none.</param>
internal sealed class ToolCallChunks(ChatCall call, bool streaming, string? protocol = null)
{
    private readonly PartialToolCalls _calls = new(call, streaming, protocol);

    /// <summary>Reads the value of <c>tool_calls</c>.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="json">Everything that the reader reads.</param>
    /// <param name="contents">Where parts of arguments are appended, if the caller asked for them.</param>
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

    /// <summary>Whether there are calls that are not handed out yet.</summary>
    public bool HasCalls => _calls.Last is not null;

    /// <summary>Whether there are calls, and the arguments of each are a whole JSON object.</summary>
    public bool AreWhole => _calls.AreWhole;

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
            if (reader.ValueTextEquals(ToolCallNames.Index))
            {
                index = (int?)JsonFields.ReadCountValue(ref reader);
            }
            else if (reader.ValueTextEquals(ToolCallNames.Id))
            {
                reader.Read();
                bool isNull = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("null"u8); // Some servers send the word.
                id = isNull ? null : JsonFields.ReadString(ref reader);
            }
            else if (reader.ValueTextEquals(ToolCallNames.Function))
            {
                reader.Read();
                name = ReadFunction(ref reader, json, ref arguments, ref rawArguments);
            }
            else if (reader.ValueTextEquals(ToolCallNames.ExtraContent))
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
            if (reader.ValueTextEquals(ToolCallNames.Name))
            {
                name = JsonFields.ReadStringValue(ref reader);
            }
            else if (reader.ValueTextEquals(ToolCallNames.Arguments))
            {
                reader.Read();
                ReadArguments(ref reader, json, ref arguments, ref rawArguments);
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }

    private static void ReadArguments(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref Utf8JsonReader arguments, ref ReadOnlySpan<byte> rawArguments)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                arguments = reader;
                break;
            case JsonTokenType.StartObject:
                // Mistral's specification and some servers allow an object where OpenAI has a string.
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
}
