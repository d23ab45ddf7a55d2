using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Writes tools and the tool choice. Converse cannot forbid calls, so the tools are left out where none may be called; but it refuses a
/// history with calls where no tools are named, so the called ones then stand in for them.
/// </summary>
internal static class BedrockToolWriter
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, BedrockModel model)
    {
        ChatOptions? options = call.Options;
        IList<AITool> tools = options?.Tools ?? [];
        if (tools.Count == 0 && options?.ToolMode is RequiredChatToolMode)
        {
            call.Notes.Add("ToolMode was not sent: the request has no tools.");
        }

        bool isForbidden = options?.ToolMode is NoneChatToolMode;
        List<string> called = tools.Count == 0 || isForbidden ? CalledTools(call.Messages) : [];
        if (called.Count == 0 && (tools.Count == 0 || isForbidden))
        {
            return;
        }

        writer.WriteStartObject(BedrockNames.ToolConfig);
        writer.WriteStartArray(BedrockNames.Tools);
        if (tools.Count > 0)
        {
            WriteTools(writer, tools, isForbidden, call, model);
        }
        else
        {
            WriteCalledTools(writer, called, call.Notes);
        }

        writer.WriteEndArray();
        WriteChoice(writer, tools.Count > 0 ? options?.ToolMode : null);
        writer.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter writer, IList<AITool> tools, bool isForbidden, ChatCall call, BedrockModel model)
    {
        foreach (AITool tool in tools)
        {
            WriteTool(writer, tool, call, model);
            BedrockCachePoint.Write(writer, tool, call);
        }

        if (isForbidden)
        {
            call.Notes.Add("ToolMode None was not sent: Bedrock cannot forbid calls where the history holds some.");
        }
    }

    private static void WriteCalledTools(Utf8JsonWriter writer, List<string> names, CallNotes notes)
    {
        notes.Add("The tools that the history calls were named, though the request has none: Bedrock requires it.");
        foreach (string name in names)
        {
            WriteSpec(writer, name, null, default, strict: null);
        }
    }

    private static void WriteTool(Utf8JsonWriter writer, AITool tool, ChatCall call, BedrockModel model)
    {
        switch (tool)
        {
            case AIFunctionDeclaration function:
                WriteFunction(writer, function, call, model);
                break;
            case HostedWebSearchTool when model.IsNova:
                WriteSystemTool(writer, "nova_grounding"u8, tool, call);
                break;
            case HostedCodeInterpreterTool when model.IsReasoningNova:
                WriteSystemTool(writer, "nova_code_interpreter"u8, tool, call);
                break;
            default:
                throw ProtocolError.Unsupported(
                    $"The tool {tool.Name} ({tool.GetType().Name}) cannot be sent to {call.ModelId} on Bedrock: use functions, or Nova models for web search and code.");
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration tool, ChatCall call, BedrockModel model)
    {
        ToolParameters parameters =
            ToolParameters.From(tool, model.SchemaDialect, FunctionWriter.IsStrict(tool), call.Notes);
        if (parameters.Schema.ValueKind == JsonValueKind.Undefined)
        {
            throw ProtocolError.Unsupported(
                $"The schema of tool {tool.Name} cannot be sent to Bedrock: its root must have the type \"object\".");
        }

        WriteSpec(writer, tool.Name, tool.Description, parameters.Schema, parameters.IsStrict ? true : null);
    }

    private static void WriteSpec(Utf8JsonWriter writer, string name, string? description, JsonElement schema, bool? strict)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(BedrockNames.ToolSpec);
        writer.WriteString(BedrockNames.Name, name);
        if (!string.IsNullOrEmpty(description))
        {
            writer.WriteString(BedrockNames.Description, description);
        }

        writer.WriteStartObject(BedrockNames.InputSchema);
        writer.WritePropertyName(BedrockNames.Json);
        writer.WriteRawValue(
            schema.ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(schema)
            : """{"type":"object","properties":{}}"""u8,
            skipInputValidation: true);
        writer.WriteEndObject();
        if (strict is true)
        {
            writer.WriteBoolean(BedrockNames.Strict, true);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSystemTool(Utf8JsonWriter writer, ReadOnlySpan<byte> name, AITool tool, ChatCall call)
    {
        HostedToolFields.NoteUnsent(tool, call, "Bedrock");
        HostedToolFields.NoteInputs(tool, call, "Bedrock");
        writer.WriteStartObject();
        writer.WriteStartObject(BedrockNames.SystemTool);
        writer.WriteString(BedrockNames.Name, name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter writer, ChatToolMode? mode)
    {
        if (mode is null or NoneChatToolMode)
        {
            return;
        }

        writer.WriteStartObject(BedrockNames.ToolChoice);
        if (mode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            writer.WriteStartObject(BedrockWords.NamedTool);
            writer.WriteString(BedrockNames.Name, name);
        }
        else
        {
            writer.WriteStartObject(BedrockWords.FindToolChoice(mode));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static List<string> CalledTools(IReadOnlyList<ChatMessage> messages)
    {
        List<string> names = [];
        for (int i = 0; i < messages.Count; i++)
        {
            foreach (AIContent content in messages[i].Contents)
            {
                if (content is FunctionCallContent call && !names.Contains(call.Name))
                {
                    names.Add(call.Name);
                }
            }
        }

        return names;
    }
}
