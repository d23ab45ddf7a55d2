using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Gemini;

/// <summary>A tool's result: <c>response</c>, which must be an object, and for images and documents <c>parts</c>.</summary>
internal readonly ref struct GeminiResultWriter(Utf8JsonWriter writer, GeminiFlavor flavor)
{
    public void Write(FunctionResultContent result)
    {
        writer.WritePropertyName(GeminiNames.Response);
        if (result.Exception is not null)
        {
            // The message of an exception is not sent to the model unless the application put it into the result.
            string text = ToolArguments.ResultText(result.Result);
            writer.WriteStartObject();
            writer.WriteString(GeminiNames.Error, text.Length > 0 ? text : "The function failed.");
            writer.WriteEndObject();
            return;
        }

        object? value = result.Result;
        switch (value)
        {
            case AIContent content: WriteContents([content]); break;
            case IEnumerable<AIContent> contents: WriteContents(contents); break;
            case JsonElement { ValueKind: JsonValueKind.Object } or JsonObject or IDictionary<string, object?>:
                ToolArguments.WriteValue(writer, value);
                break;
            case null or string or bool or int or long or double or decimal or JsonElement or JsonNode:
                WriteWrapped(value);
                break;
            default: WriteObject(value); break;
        }
    }

    private void WriteWrapped(object? value)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(GeminiNames.Result);
        ToolArguments.WriteValue(writer, value);
        writer.WriteEndObject();
    }

    // Only its JSON shows whether a value of the application's type is an object.
    private void WriteObject(object value)
    {
        JsonElement json = JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
        if (json.ValueKind == JsonValueKind.Object)
        {
            json.WriteTo(writer);
        }
        else
        {
            WriteWrapped(json);
        }
    }

    private void WriteContents(IEnumerable<AIContent> contents)
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

        WriteWrapped(text);
        if (media is null)
        {
            return;
        }

        writer.WriteStartArray(GeminiNames.Parts);
        foreach (DataContent data in media)
        {
            writer.WriteStartObject();
            new GeminiMediaWriter(writer, flavor).WriteData(data);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
