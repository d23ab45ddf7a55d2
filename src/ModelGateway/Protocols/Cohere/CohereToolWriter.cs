using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal static class CohereToolWriter
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

        // Cohere requires any tool or none: the one that is named is required by being the only one.
        string? only = (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName;
        if (only is not null && !tools.Any(tool => tool.Name == only))
        {
            throw ProtocolError.Unsupported($"The tool '{only}' cannot be required: it is not among the request's tools.");
        }

        bool strict = false;
        writer.WriteStartArray("tools"u8);
        for (int i = 0; i < tools.Count; i++)
        {
            AIFunctionDeclaration function = tools[i] as AIFunctionDeclaration ?? throw Unsupported(tools[i]);
            if (only is null || function.Name == only)
            {
                strict |= ExtraFields.IsTrue(function.AdditionalProperties, "strict");
                WriteFunction(writer, function);
            }
            else
            {
                call.Notes.Add($"Only the tool '{only}' was sent: Cohere cannot require one of several.");
            }
        }

        writer.WriteEndArray();
        if (strict && options.AdditionalProperties?.ContainsKey("strict_tools") is not true)
        {
            writer.WriteBoolean("strict_tools"u8, true); // For all of them: Cohere has no other.
        }

        if (options.ToolMode is NoneChatToolMode)
        {
            writer.WriteString("tool_choice"u8, "NONE"u8);
        }
        else if (options.ToolMode is RequiredChatToolMode)
        {
            writer.WriteString("tool_choice"u8, "REQUIRED"u8);
        }

        if (options.AllowMultipleToolCalls is false)
        {
            call.Notes.OptionNotSent("AllowMultipleToolCalls", CohereProtocol.Service);
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
            writer.WriteStartObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ProviderException Unsupported(AITool tool) => ProtocolError.Unsupported(
        $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: Cohere takes functions alone. "
        + "Remove it, or route to a provider that hosts it.");
}
