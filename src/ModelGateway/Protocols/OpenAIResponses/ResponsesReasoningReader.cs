using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// Reads a reasoning item. The summary or the reasoning itself becomes the content's text. Where the item has encrypted reasoning, its JSON
/// becomes the content's protected data, which is sent back with the history.
/// </summary>
internal static class ResponsesReasoningReader
{
    /// <summary>Parts of a summary begin with a heading of their own.</summary>
    public const string PartSeparator = "\n\n";

    public static void Read(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string protocol, bool isShown, ref List<AIContent>? contents)
    {
        string? summary = null;
        string? text = null;
        bool encrypted = false;
        Utf8JsonReader item = reader;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(ResponsesNames.Summary))
            {
                reader.Read();
                summary = ReadParts(ref reader, isShown);
            }
            else if (reader.ValueTextEquals(ResponsesNames.Content))
            {
                reader.Read();
                text = ReadParts(ref reader, isShown);
            }
            else if (reader.ValueTextEquals(ResponsesNames.EncryptedContent))
            {
                reader.Read();
                encrypted = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0;
                reader.Skip();
            }
            else
            {
                reader.Skip();
            }
        }

        string? kept = encrypted ? Keep(item, json) : null;
        string shown = isShown ? "" : !string.IsNullOrEmpty(summary) ? summary : text ?? "";
        if (kept is null && shown.Length == 0)
        {
            return; // There is nothing to show and nothing to send back.
        }

        TextReasoningContent content = new(shown) { ProtectedData = kept };
        ContentOrigin.Set(content, protocol);
        (contents ??= new(1)).Add(content);
    }

    // The item's JSON without empty fields and without the status, which the service refuses as input.
    private static string Keep(Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        using PooledBufferWriter kept = new();
        Utf8JsonWriter writer = JsonWriters.Rent(kept);
        writer.WriteStartObject();
        while (JsonFields.NextProperty(ref reader))
        {
            bool isStatus = reader.ValueTextEquals(ResponsesNames.Status);
            bool isKept = reader.ValueTextEquals(ResponsesNames.Summary);
            Utf8JsonReader name = reader;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            if (isStatus || reader.TokenType == JsonTokenType.Null || (!isKept && IsEmptyArray(reader)))
            {
                reader.Skip();
                continue;
            }

            reader.Skip();
            writer.WritePropertyName(name.GetString()!);
            writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }

        writer.WriteEndObject();
        JsonWriters.Return(writer);
        return Encoding.UTF8.GetString(kept.WrittenSpan);
    }

    private static bool IsEmptyArray(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray;

    private static string? ReadParts(ref Utf8JsonReader reader, bool isShown)
    {
        if (isShown || !JsonFields.StartsArray(ref reader))
        {
            reader.Skip();
            return null;
        }

        string? joined = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!JsonFields.StartsObject(ref reader))
            {
                continue;
            }

            while (JsonFields.NextProperty(ref reader))
            {
                bool isText = reader.ValueTextEquals(ResponsesNames.Text);
                reader.Read();
                if (isText && JsonFields.ReadString(ref reader) is { Length: > 0 } part)
                {
                    joined = joined is null ? part : joined + PartSeparator + part;
                }
                else
                {
                    reader.Skip();
                }
            }
        }

        return joined;
    }
}
