using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelGateway.Providers.Gemini;

/// <summary><c>tools</c> and <c>toolConfig</c>.</summary>
internal static class GeminiToolWriter
{
    public static bool WriteTools(Utf8JsonWriter writer, ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools)
        {
            return false;
        }

        // Mode NONE binds declared functions only: Google's own tools must not be offered then.
        bool hosted = options.ToolMode is not NoneChatToolMode;
        if (!hosted && !AnyFunction(tools, strictOnly: false))
        {
            return false;
        }

        writer.WriteStartArray("tools"u8);
        bool open = false;
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function)
            {
                if (!open)
                {
                    open = true;
                    writer.WriteStartObject();
                    writer.WriteStartArray("functionDeclarations"u8);
                }

                WriteFunction(writer, function);
            }
        }

        if (open)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        for (int i = 0; hosted && i < tools.Count; i++)
        {
            if (tools[i] is not AIFunctionDeclaration)
            {
                WriteHosted(writer, tools[i]);
            }
        }

        writer.WriteEndArray();
        return true;
    }

    public static bool WriteToolConfig(Utf8JsonWriter writer, ChatOptions options, CallNotes notes)
    {
        // A mode without any declared function is refused.
        if (!AnyFunction(options.Tools!, strictOnly: false))
        {
            if (options.ToolMode is RequiredChatToolMode)
            {
                notes.Add("ToolMode was not sent: Gemini applies it to declared functions only.");
            }

            return false;
        }

        string? mode = options.ToolMode switch
        {
            NoneChatToolMode => "NONE",
            RequiredChatToolMode => "ANY",
            // ANY holds arguments to the schema anyway; left to itself the model does so only when asked.
            _ => AnyFunction(options.Tools!, strictOnly: true) ? "VALIDATED" : null,
        };
        if (mode is null)
        {
            return false;
        }

        writer.WriteStartObject("toolConfig"u8);
        writer.WriteStartObject("functionCallingConfig"u8);
        writer.WriteString("mode"u8, mode);
        if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name })
        {
            writer.WriteStartArray("allowedFunctionNames"u8);
            writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        return true;
    }

    private static void WriteFunction(Utf8JsonWriter writer, AIFunctionDeclaration function)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, function.Name);
        if (!string.IsNullOrEmpty(function.Description))
        {
            writer.WriteString("description"u8, function.Description);
        }

        JsonElement schema = function.JsonSchema;
        if (HasParameters(schema))
        {
            // "parameters" takes an OpenAPI subset and refuses JSON Schema's other words.
            writer.WritePropertyName("parametersJsonSchema"u8);
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    // A function without parameters declares none: an object schema with no properties is refused.
    private static bool HasParameters(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.GetPropertyCount() > 0
        && !(schema.TryGetProperty("properties"u8, out JsonElement properties)
            && properties.ValueKind == JsonValueKind.Object
            && properties.GetPropertyCount() == 0);

    private static void WriteHosted(Utf8JsonWriter writer, AITool tool)
    {
        ReadOnlySpan<byte> name = tool switch
        {
            HostedWebSearchTool => "googleSearch"u8,
            HostedCodeInterpreterTool { Inputs: not { Count: > 0 } } => "codeExecution"u8,
            HostedCodeInterpreterTool => throw GeminiRequestWriter.Unsupported(
                "Gemini's code execution takes no files of its own: put them into the messages instead of HostedCodeInterpreterTool.Inputs."),
            _ => throw GeminiRequestWriter.Unsupported(
                $"Gemini cannot be given the tool {tool.Name} ({tool.GetType().Name}): functions, web search and code interpreter can be."),
        };
        writer.WriteStartObject();
        writer.WriteStartObject(name);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool AnyFunction(IList<AITool> tools, bool strictOnly)
    {
        for (int i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function
                && (!strictOnly || (function.AdditionalProperties.TryGetValue("strict", out object? strict) && strict is true)))
            {
                return true;
            }
        }

        return false;
    }
}
