using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Reads the objects that stand in a part's fields.</summary>
internal static class GeminiPartFields
{
    public static FunctionCallContent ReadCall(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, GeminiPartReader ids)
    {
        string? id = null;
        string? name = null;
        ReadOnlySpan<byte> arguments = default;
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(GeminiNames.Name))
            {
                name = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals(GeminiNames.Args))
            {
                arguments = JsonFields.ReadRawValue(ref reader, json);
            }
            else if (reader.ValueTextEquals(GeminiNames.Id))
            {
                id = JsonFields.ReadNextString(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return string.IsNullOrEmpty(name)
            ? throw new JsonException("A function call lacks its name.")
            : ToolArguments.CreateCall(string.IsNullOrEmpty(id) ? ids.NextId() : id, name, arguments);
    }

    /// <summary>Reads <c>inlineData</c>; null where it holds no data.</summary>
    public static DataContent? ReadData(ref Utf8JsonReader reader)
    {
        byte[]? data = null;
        string? mediaType = null;
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(GeminiNames.Data))
            {
                reader.Read();
                data = reader.TokenType == JsonTokenType.Null ? null : reader.GetBytesFromBase64();
            }
            else if (reader.ValueTextEquals(GeminiNames.MimeType))
            {
                mediaType = JsonFields.ReadNextString(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return data is null ? null : new DataContent(data, mediaType ?? "application/octet-stream");
    }

    public static (string? First, string? Second, string? Id) ReadStrings(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        (string? First, string? Second, string? Id) found = default;
        WireJson.Expect(ref reader, JsonTokenType.StartObject);
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(first))
            {
                found.First = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals(second))
            {
                found.Second = JsonFields.ReadNextString(ref reader);
            }
            else if (reader.ValueTextEquals(GeminiNames.Id))
            {
                found.Id = JsonFields.ReadNextString(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }
}
