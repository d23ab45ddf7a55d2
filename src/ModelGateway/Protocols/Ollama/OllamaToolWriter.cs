using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Options;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Writes the tools. Ollama has no <c>tool_choice</c>: what it cannot choose is not offered, and what it must choose is refused.</summary>
internal static class OllamaToolWriter
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

        switch (options.ToolMode)
        {
            case NoneChatToolMode:
                call.Notes.Add("The tools were left out: Ollama cannot be told to call none of them.");
                return;
            case RequiredChatToolMode:
                throw ProtocolError.Unsupported(
                    "Ollama cannot be made to call a tool (ToolMode): leave the choice to the model, or route to a provider that can.");
        }

        writer.WriteStartArray("tools"u8);
        for (int i = 0; i < tools.Count; i++)
        {
            WriteFunction(writer, call, tools[i] as AIFunctionDeclaration ?? throw ProtocolError.Unsupported(
                $"The tool '{tools[i].Name}' ({tools[i].GetType().Name}) cannot be sent: Ollama takes functions alone. "
                + "Remove it, or route to a provider that hosts it."));
        }

        writer.WriteEndArray();
    }

    private static void WriteFunction(Utf8JsonWriter writer, ChatCall call, AIFunctionDeclaration function)
    {
        if (ExtraFields.IsTrue(function.AdditionalProperties, "strict"))
        {
            call.Notes.OptionNotSent("strict", OllamaRequestWriter.Service);
        }

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

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
