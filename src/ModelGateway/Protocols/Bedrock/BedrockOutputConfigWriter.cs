using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Writes a response's schema: <c>outputConfig.textFormat</c>, with the schema as text.</summary>
internal static class BedrockOutputConfigWriter
{
    public static void Write(Utf8JsonWriter writer, ChatOptions options, ChatCall call, BedrockModel model)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson json)
        {
            return;
        }

        if (json.Schema is null)
        {
            call.Notes.Add(
                "ResponseFormat JSON was not sent: Bedrock's Converse has no JSON mode without a schema. Ask for JSON in the prompt, or give a schema.");
            return;
        }

        AdaptedSchema adapted = SchemaNotes.Adapt(json, model.SchemaDialect, call.Notes);
        writer.WriteStartObject(BedrockNames.OutputConfig);
        writer.WriteStartObject(BedrockNames.TextFormat);
        writer.WriteString(BedrockNames.Type, "json_schema"u8);
        writer.WriteStartObject(BedrockNames.Structure);
        writer.WriteStartObject(BedrockNames.JsonSchema);
        writer.WriteString(BedrockNames.Schema, JsonMarshal.GetRawUtf8Value(adapted.Schema));
        if (!string.IsNullOrEmpty(json.SchemaName))
        {
            writer.WriteString(BedrockNames.Name, json.SchemaName);
        }

        if (!string.IsNullOrEmpty(json.SchemaDescription))
        {
            writer.WriteString(BedrockNames.Description, json.SchemaDescription);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
