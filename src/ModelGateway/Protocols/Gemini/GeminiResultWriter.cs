using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Gemini;

/// <summary>A tool's result: <c>response</c>, which must be an object, and for images and documents <c>parts</c>.</summary>
internal static class GeminiResultWriter
{
    public static void Write(Utf8JsonWriter writer, FunctionResultContent result)
    {
        writer.WritePropertyName("response"u8);
        if (result.Exception is not null)
        {
            // What an exception says is not for the model unless the application put it into the result.
            string text = ToolArguments.ResultText(StoredResult.Restore(result.Result));
            writer.WriteStartObject();
            writer.WriteString("error"u8, text.Length > 0 ? text : "The function failed.");
            writer.WriteEndObject();
            return;
        }

        object? value = StoredResult.Restore(result.Result);
        switch (value)
        {
            case AIContent content: WriteContents(writer, [content]); break;
            case IEnumerable<AIContent> contents: WriteContents(writer, contents); break;
            case JsonElement { ValueKind: JsonValueKind.Object } or JsonObject or IDictionary<string, object?>:
                ToolArguments.WriteValue(writer, value);
                break;
            case null or string or bool or int or long or double or decimal or JsonElement or JsonNode:
                WriteWrapped(writer, value);
                break;
            default: WriteObject(writer, value); break;
        }
    }

    private static void WriteWrapped(Utf8JsonWriter writer, object? value)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("result"u8);
        ToolArguments.WriteValue(writer, value);
        writer.WriteEndObject();
    }

    // Whether the application's own type becomes an object shows only once it is JSON.
    private static void WriteObject(Utf8JsonWriter writer, object value)
    {
        JsonElement json = JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
        if (json.ValueKind == JsonValueKind.Object)
        {
            json.WriteTo(writer);
        }
        else
        {
            WriteWrapped(writer, json);
        }
    }

    private static void WriteContents(Utf8JsonWriter writer, IEnumerable<AIContent> contents)
    {
        List<DataContent>? media = null;
        string text = "";
        foreach (AIContent content in contents)
        {
            switch (content)
            {
                case TextContent part: text += part.Text; break;
                case DataContent data: (media ??= []).Add(data); break;
                default:
                    throw ProtocolError.Unsupported(
                        $"A tool's result for Gemini may hold text and data, not {content.GetType().Name}: turn it into one of them.");
            }
        }

        WriteWrapped(writer, text);
        if (media is null)
        {
            return;
        }

        writer.WriteStartArray("parts"u8);
        foreach (DataContent data in media)
        {
            writer.WriteStartObject();
            GeminiMediaWriter.WriteData(writer, data);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
