using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Writes <c>response_format</c>. The schema goes as given; it is strict only where the application asks for that.</summary>
internal static class MistralResponseFormatWriter
{
    public static void Write(Utf8JsonWriter writer, ChatOptions options)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format)
        {
            return; // Text is what the model writes unless it is told otherwise.
        }

        writer.WriteStartObject("response_format"u8);
        if (format.Schema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteStartObject("json_schema"u8);
            writer.WriteString("name"u8, SchemaNames.Of(format.SchemaName));
            if (!string.IsNullOrEmpty(format.SchemaDescription))
            {
                writer.WriteString("description"u8, format.SchemaDescription);
            }

            writer.WritePropertyName("schema"u8);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
            if (ExtraFields.IsTrue(options.AdditionalProperties, "strict"))
            {
                writer.WriteBoolean("strict"u8, true);
            }

            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("type"u8, "json_object"u8);
        }

        writer.WriteEndObject();
    }
}
