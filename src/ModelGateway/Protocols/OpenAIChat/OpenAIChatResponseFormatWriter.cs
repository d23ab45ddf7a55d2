using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes <c>response_format</c>. The schema is sent as given; it is strict only where the application asks for that.</summary>
internal readonly ref struct OpenAIChatResponseFormatWriter(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ChatDialect dialect)
{
    private static ReadOnlySpan<byte> AnyObject => """{"type":"object"}"""u8;

    public void Write()
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format)
        {
            return; // A model writes text unless the request says otherwise.
        }

        JsonElement schema = format.Schema ?? default;
        bool hasSchema = schema.ValueKind != JsonValueKind.Undefined;
        if (hasSchema && !dialect.Has(ChatFeatures.JsonSchema))
        {
            throw ProtocolError.Unsupported(
                $"A JSON schema for the answer cannot be sent: {dialect.Service} takes JSON without one alone. "
                + "Use ChatResponseFormat.Json and describe the schema in the prompt, or route to a provider with structured outputs.");
        }

        writer.WriteStartObject(OpenAIChatNames.ResponseFormat);
        if (hasSchema || !dialect.Has(ChatFeatures.JsonMode))
        {
            writer.WriteString(OpenAIChatNames.Type, OpenAIChatNames.JsonSchema);
            bool isStrict = ExtraFields.IsTrue(options.AdditionalProperties, FunctionWriter.StrictProperty) && TakesStrict(call, dialect);
            if (hasSchema && dialect.FindSchemaDialect(call.ModelId, isStrict: false) is { } schemas)
            {
                schema = SchemaNotes.Adapt(format, schemas, call.Notes).Schema;
            }

            WriteSchema(writer, format, hasSchema ? JsonMarshal.GetRawUtf8Value(schema) : AnyObject, isStrict);
        }
        else
        {
            writer.WriteString(OpenAIChatNames.Type, "json_object"u8);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes <c>json_schema</c>, which Mistral has in the same form.</summary>
    public static void WriteSchema(Utf8JsonWriter writer, ChatResponseFormatJson format, ReadOnlySpan<byte> schema, bool isStrict)
    {
        writer.WriteStartObject(OpenAIChatNames.JsonSchema);
        writer.WriteString(OpenAIChatNames.Name, SchemaNames.From(format.SchemaName));
        if (!string.IsNullOrEmpty(format.SchemaDescription))
        {
            writer.WriteString(ToolCallNames.Description, format.SchemaDescription);
        }

        writer.WritePropertyName(OpenAIChatNames.Schema);
        writer.WriteRawValue(schema, skipInputValidation: true);
        if (isStrict)
        {
            writer.WriteBoolean(ToolCallNames.Strict, true);
        }

        writer.WriteEndObject();
    }

    /// <summary>Whether the service knows <c>strict</c>; noted where it does not.</summary>
    public static bool TakesStrict(ChatCall call, ChatDialect dialect)
    {
        bool takes = dialect.Has(ChatFeatures.Strict);
        if (!takes)
        {
            call.Notes.OptionNotSent("strict", dialect.Service);
        }

        return takes;
    }
}
