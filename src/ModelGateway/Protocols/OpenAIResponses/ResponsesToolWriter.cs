using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal static class ResponsesToolWriter
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options, ResponsesSettings settings)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            if (options.ToolMode is RequiredChatToolMode)
            {
                call.Notes.Add("ToolMode was not sent: the request has no tools.");
            }

            return;
        }

        writer.WriteStartArray("tools"u8);
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function)
            {
                WriteFunction(writer, function);
            }
            else
            {
                ResponsesHostedToolWriter.Write(writer, tools[i], call, settings);
            }
        }

        writer.WriteEndArray();
        WriteMode(writer, options.ToolMode, tools);
        if (options.AllowMultipleToolCalls is { } parallel)
        {
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString("description"u8, function.Description);
        }

        writer.WritePropertyName("parameters"u8);
        if (function.JsonSchema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue(); // The field is required here, unlike in Chat Completions.
        }

        // Left out it means true here: the service would make the schema another one.
        writer.WriteBoolean("strict"u8, function.AdditionalProperties is { Count: > 0 } properties
            && properties.TryGetValue("strict", out object? strict) && ResponsesProperties.IsTrue(strict));
        writer.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter writer, ChatToolMode? mode, IList<AITool> tools)
    {
        switch (mode)
        {
            case NoneChatToolMode:
                writer.WriteString("tool_choice"u8, "none"u8);
                break;
            case AutoChatToolMode:
                writer.WriteString("tool_choice"u8, "auto"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                WriteRequired(writer, name, tools);
                break;
            case RequiredChatToolMode:
                writer.WriteString("tool_choice"u8, "required"u8);
                break;
        }
    }

    private static void WriteRequired(Utf8JsonWriter writer, string name, IList<AITool> tools)
    {
        AITool? hosted = tools.FirstOrDefault(tool => tool is not AIFunctionDeclaration && tool.Name == name);
        writer.WriteStartObject("tool_choice"u8);
        switch (hosted)
        {
            case null:
                writer.WriteString("type"u8, "function"u8);
                writer.WriteString("name"u8, name);
                break;
            case HostedMcpServerTool server:
                writer.WriteString("type"u8, "mcp"u8);
                writer.WriteString("server_label"u8, server.ServerName);
                break;
            default:
                writer.WriteString("type"u8, name);
                break;
        }

        writer.WriteEndObject();
    }
}
