using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;
using ModelGateway.Schemas.Dialects;

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

        ToolParameters parameters = ToolParameters.From(tool, SchemaDialects.Claude, FunctionWriter.IsStrict(tool), notes);
        if (parameters.Schema.ValueKind == JsonValueKind.Undefined)
        {
            throw ProtocolError.Unsupported(
                $"The schema of tool {tool.Name} cannot be sent to Anthropic: its root must have the type \"object\".");
        }

        writer.WritePropertyName(InputSchema);
        parameters.Write(writer);
        if (parameters.IsStrict)
        {
            writer.WriteBoolean(AnthropicNames.Strict, true);
        }

        AnthropicCacheControl.Write(writer, tool, notes);
        writer.WriteEndObject();
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
}
