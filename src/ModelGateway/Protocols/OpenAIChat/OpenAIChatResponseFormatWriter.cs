using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes <c>response_format</c>. The schema goes as given; it is strict only where the application asks for that.</summary>
internal static class OpenAIChatResponseFormatWriter
{
    private static ReadOnlySpan<byte> AnyObject => """{"type":"object"}"""u8;

    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format)
        {
            return; // Text is what the model writes unless it is told otherwise.
        }

        JsonElement schema = format.Schema ?? default;
        bool hasSchema = schema.ValueKind != JsonValueKind.Undefined;
        if (hasSchema && !dialect.Has(ChatFeatures.JsonSchema))
        {
            throw ProtocolError.Unsupported(
                $"A JSON schema for the answer cannot be sent: {dialect.Service} takes JSON without one alone. "
                + "Use ChatResponseFormat.Json and describe the schema in the prompt, or route to a provider with structured outputs.");
        }

        writer.WriteStartObject("response_format"u8);
        if (hasSchema || !dialect.Has(ChatFeatures.JsonMode))
        {
            writer.WriteString("type"u8, "json_schema"u8);
            writer.WriteStartObject("json_schema"u8);
            writer.WriteString("name"u8, SchemaNames.Of(format.SchemaName));
            if (!string.IsNullOrEmpty(format.SchemaDescription))
            {
                writer.WriteString("description"u8, format.SchemaDescription);
            }

            writer.WritePropertyName("schema"u8);
            writer.WriteRawValue(hasSchema ? JsonMarshal.GetRawUtf8Value(schema) : AnyObject, skipInputValidation: true);
            if (IsStrict(options.AdditionalProperties, call, dialect))
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

    /// <summary>Whether the application asks for strictness, where the service knows it.</summary>
    public static bool IsStrict(IReadOnlyDictionary<string, object?>? properties, ChatCall call, ChatDialect dialect)
    {
        object? strict = null;
        properties?.TryGetValue("strict", out strict);
        if (!(strict is true or JsonElement { ValueKind: JsonValueKind.True }))
        {
            return false;
        }

        if (!dialect.Has(ChatFeatures.Strict))
        {
            call.Notes.OptionNotSent("strict", dialect.Service);
            return false;
        }

        return true;
    }
}
