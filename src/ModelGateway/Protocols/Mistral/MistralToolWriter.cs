using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal static class MistralToolWriter
{
    public static void Write(Utf8JsonWriter writer, ChatCall call, ChatOptions options)
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
            WriteFunction(writer, tools[i] as AIFunctionDeclaration ?? throw Unsupported(tools[i]));
        }

        writer.WriteEndArray();
        WriteMode(writer, options.ToolMode);
        if (options.AllowMultipleToolCalls is { } parallel)
        {
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
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
            writer.WriteStartObject(); // Mistral requires the field.
            writer.WriteEndObject();
        }

        if (ExtraFields.IsTrue(function.AdditionalProperties, "strict"))
        {
            writer.WriteBoolean("strict"u8, true);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter writer, ChatToolMode? mode)
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
                writer.WriteStartObject("tool_choice"u8);
                writer.WriteString("type"u8, "function"u8);
                writer.WriteStartObject("function"u8);
                writer.WriteString("name"u8, name);
                writer.WriteEndObject();
                writer.WriteEndObject();
                break;
            case RequiredChatToolMode:
                writer.WriteString("tool_choice"u8, "any"u8);
                break;
        }
    }

    private static ProviderException Unsupported(AITool tool) => ProtocolError.Unsupported(
        $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: Mistral's Chat Completions take functions alone. "
        + "Remove it, or route to a provider that hosts it.");
}
