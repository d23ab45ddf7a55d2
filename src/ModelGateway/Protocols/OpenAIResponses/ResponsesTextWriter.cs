using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes <c>text</c>: the form of the answer, and how much is said. The schema goes as given; it is strict only where asked.</summary>
internal static class ResponsesTextWriter
{
    public static void Write(Utf8JsonWriter writer, ChatOptions options)
    {
        string? verbosity = Verbosity(options);
        ChatResponseFormatJson? format = options.ResponseFormat as ChatResponseFormatJson;
        if (verbosity is null && format is null)
        {
            return;
        }

        writer.WriteStartObject("text"u8);
        if (format is not null)
        {
            WriteFormat(writer, format, options);
        }

        if (verbosity is not null)
        {
            writer.WriteString("verbosity"u8, verbosity);
        }

        writer.WriteEndObject();
    }

    /// <summary>The verbosity among the caller's properties, which is a field of <c>text</c>.</summary>
    public static string? Verbosity(ChatOptions options) =>
        options.AdditionalProperties is { } properties && properties.TryGetValue("verbosity", out object? value)
            ? ResponsesProperties.Text(value)
            : null;

    private static void WriteFormat(Utf8JsonWriter writer, ChatResponseFormatJson format, ChatOptions options)
    {
        writer.WriteStartObject("format"u8);
        if (format.Schema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteString("name"u8, SchemaNames.Of(format.SchemaName));
            if (!string.IsNullOrEmpty(format.SchemaDescription))
            {
                writer.WriteString("description"u8, format.SchemaDescription);
            }

            writer.WritePropertyName("schema"u8);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
            if (options.AdditionalProperties is { } properties && properties.TryGetValue("strict", out object? strict)
                && ResponsesProperties.IsTrue(strict))
            {
                writer.WriteBoolean("strict"u8, true);
            }
        }
        else
        {
            writer.WriteString("type"u8, "json_object"u8);
        }

        writer.WriteEndObject();
    }
}
