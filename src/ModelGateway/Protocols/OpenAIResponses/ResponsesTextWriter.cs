using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>
/// Writes <c>text</c>: the format of the answer and its verbosity. The schema is sent as given, and is strict only where the caller asks
/// for it.
/// </summary>
internal readonly ref struct ResponsesTextWriter(Utf8JsonWriter writer, ChatOptions options)
{
    public void Write()
    {
        string? verbosity = Verbosity(options);
        ChatResponseFormatJson? format = options.ResponseFormat as ChatResponseFormatJson;
        if (verbosity is null && format is null)
        {
            return;
        }

        writer.WriteStartObject(ResponsesNames.Text);
        if (format is not null)
        {
            WriteFormat(format);
        }

        if (verbosity is not null)
        {
            writer.WriteString(ResponsesNames.Verbosity, verbosity);
        }

        writer.WriteEndObject();
    }

    /// <summary>The verbosity among the caller's properties, which is a field of <c>text</c>.</summary>
    public static string? Verbosity(ChatOptions options) =>
        options.AdditionalProperties is { } properties && properties.TryGetValue("verbosity", out object? value)
            ? ResponsesProperties.Text(value)
            : null;

    private void WriteFormat(ChatResponseFormatJson format)
    {
        writer.WriteStartObject(ResponsesNames.Format);
        if (format.Schema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WriteString(ResponsesNames.Type, ResponsesWords.JsonSchema);
            writer.WriteString(ResponsesNames.Name, SchemaNames.From(format.SchemaName));
            if (!string.IsNullOrEmpty(format.SchemaDescription))
            {
                writer.WriteString(ResponsesNames.Description, format.SchemaDescription);
            }

            writer.WritePropertyName(ResponsesNames.Schema);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
            if (options.AdditionalProperties is { } properties && properties.TryGetValue("strict", out object? strict)
                && ResponsesProperties.IsTrue(strict))
            {
                writer.WriteBoolean(ResponsesNames.Strict, true);
            }
        }
        else
        {
            writer.WriteString(ResponsesNames.Type, ResponsesWords.JsonObject);
        }

        writer.WriteEndObject();
    }
}
