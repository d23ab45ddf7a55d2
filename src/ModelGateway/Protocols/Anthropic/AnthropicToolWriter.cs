using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Writes tools and the tool choice.</summary>
internal static class AnthropicToolWriter
{
    private static readonly JsonEncodedText Description = JsonEncodedText.Encode("description");
    private static readonly JsonEncodedText InputSchema = JsonEncodedText.Encode("input_schema");

    public static void Write(Utf8JsonWriter writer, ChatOptions options, ref AnthropicBody body)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            if (options.ToolMode is RequiredChatToolMode)
            {
                body.Call.Notes.Add("ToolMode was not sent: the request has no tools.");
            }

            return;
        }

        body.Begin("tools");
        writer.WriteStartArray(AnthropicNames.Tools);
        for (int i = 0; i < tools.Count; i++)
        {
            WriteTool(writer, tools[i], body.Call.Notes);
        }

        writer.WriteEndArray();
        AnthropicHostedTools.WriteServers(writer, tools, ref body);
        WriteChoice(writer, options, ref body);
    }

    private static void WriteTool(Utf8JsonWriter writer, AITool tool, CallNotes notes)
    {
        switch (tool)
        {
            case AIFunctionDeclaration function: WriteFunction(writer, function, notes); break;
            default: AnthropicHostedTools.Write(writer, tool, notes); break;
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration tool, CallNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Name, tool.Name);
        if (!string.IsNullOrEmpty(tool.Description))
        {
            writer.WriteString(Description, tool.Description);
        }

        writer.WritePropertyName(InputSchema);
        bool isStrict = tool.AdditionalProperties.Count > 0 && tool.AdditionalProperties.TryGetValue("strict", out object? strict)
            && strict is true;
        WriteSchema(writer, tool, isStrict, notes);
        if (isStrict)
        {
            writer.WriteBoolean(AnthropicNames.Strict, true);
        }

        AnthropicCacheControl.Write(writer, tool, notes);
        writer.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter writer, AIFunctionDeclaration tool, bool isStrict, CallNotes notes)
    {
        JsonElement schema = tool.JsonSchema;
        if (IsEmpty(schema))
        {
            writer.WriteRawValue(isStrict
                ? """{"type":"object","properties":{},"additionalProperties":false}"""u8
                : """{"type":"object","properties":{}}"""u8, skipInputValidation: true);
        }
        else if (!HasObjectType(schema))
        {
            throw ProtocolError.Unsupported(
                $"The schema of tool {tool.Name} cannot be sent to Anthropic: its root must have the type \"object\".");
        }
        else if (isStrict)
        {
            AnthropicSchema restricted = AnthropicSchema.From(tool);
            restricted.NameChanges($"The schema of strict tool {tool.Name}", notes);
            restricted.Write(writer);
        }
        else
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }
    }

    private static void WriteChoice(Utf8JsonWriter writer, ChatOptions options, ref AnthropicBody body)
    {
        bool isSingle = options.AllowMultipleToolCalls == false;
        if (options.ToolMode is null && !isSingle)
        {
            return;
        }

        body.Begin("tool_choice");
        writer.WriteStartObject(AnthropicNames.ToolChoice);
        isSingle &= WriteMode(writer, options.ToolMode);
        if (isSingle)
        {
            writer.WriteBoolean(AnthropicNames.DisableParallelToolUse, true);
        }

        writer.WriteEndObject();
    }

    /// <returns>Whether the mode can be combined with a limit of one call.</returns>
    private static bool WriteMode(Utf8JsonWriter writer, ChatToolMode? mode)
    {
        if (mode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            writer.WriteString(AnthropicNames.Type, AnthropicWords.NamedTool);
            writer.WriteString(AnthropicNames.Name, name);
            return true;
        }

        writer.WriteString(AnthropicNames.Type, AnthropicWords.FindToolChoice(mode));
        return mode is not NoneChatToolMode;
    }

    private static bool IsEmpty(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.True
        || (schema.ValueKind == JsonValueKind.Object && schema.GetPropertyCount() == 0);

    private static bool HasObjectType(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty(AnthropicNames.Type.EncodedUtf8Bytes, out JsonElement type)
        && type.ValueKind == JsonValueKind.String
        && type.ValueEquals("object"u8);
}
