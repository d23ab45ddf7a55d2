using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Writes the tools and how the model is to choose among them.</summary>
internal static class OpenAIToolWriter
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

        bool searches = false;
        bool anyFunction = false;
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function)
            {
                if (!anyFunction)
                {
                    writer.WriteStartArray("tools"u8);
                    anyFunction = true;
                }

                WriteFunction(writer, function);
            }
            else
            {
                searches |= tools[i] is HostedWebSearchTool ? true : throw Unsupported(tools[i]);
            }
        }

        if (anyFunction)
        {
            writer.WriteEndArray();
            WriteMode(writer, options.ToolMode);
            if (options.AllowMultipleToolCalls is { } parallel)
            {
                writer.WriteBoolean("parallel_tool_calls"u8, parallel);
            }
        }
        else if (options.ToolMode is RequiredChatToolMode)
        {
            call.Notes.Add("ToolMode was not sent: a web search cannot be required.");
        }

        if (searches)
        {
            writer.WriteStartObject("web_search_options"u8);
            writer.WriteEndObject();
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

        if (function.JsonSchema is { ValueKind: not JsonValueKind.Undefined } schema)
        {
            writer.WritePropertyName("parameters"u8);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }

        if (function.AdditionalProperties is { Count: > 0 } properties
            && properties.TryGetValue("strict", out object? strict) && OpenAIResponseFormatWriter.IsTrue(strict))
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
                writer.WriteString("tool_choice"u8, "required"u8);
                break;
        }
    }

    private static ProviderException Unsupported(AITool tool) => OpenAIRequestWriter.Unsupported(
        $"The tool '{tool.Name}' ({tool.GetType().Name}) cannot be sent: OpenAI Chat Completions takes functions and web search. "
        + "Remove it, or route to a provider that hosts it.");
}
