using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Writes a tool's result: as text, or as blocks where it holds images or documents.</summary>
internal static class AnthropicToolResultWriter
{
    public static void Write(Utf8JsonWriter writer, FunctionResultContent result, CallNotes notes)
    {
        writer.WriteStartObject();
        writer.WriteString(AnthropicNames.Type, AnthropicNames.ToolResult);
        writer.WriteString(AnthropicNames.ToolUseId, ToolCallIds.Map(result.CallId, AnthropicNames.MaxToolCallId));
        WriteResult(writer, result, notes);
        if (result.Exception is not null)
        {
            writer.WriteBoolean(AnthropicNames.IsError, true);
        }

        AnthropicCacheControl.Write(writer, result, notes);
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, FunctionResultContent result, CallNotes notes)
    {
        object? value = result.Result;
        switch (value)
        {
            case string text:
                WriteText(writer, text, result);
                break;
            case JsonElement { ValueKind: JsonValueKind.String } element when result.Exception is null:
                writer.WritePropertyName(AnthropicNames.Content);
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
                break;
            case JsonElement { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.String) } element:
                writer.WriteString(AnthropicNames.Content, JsonWhiteSpace.Remove(JsonMarshal.GetRawUtf8Value(element)));
                break;
            case TextContent text:
                WriteText(writer, text.Text, result);
                break;
            case AIContent content:
                writer.WriteStartArray(AnthropicNames.Content);
                WriteBlock(writer, content, notes);
                writer.WriteEndArray();
                break;
            case IEnumerable<AIContent> contents:
                writer.WriteStartArray(AnthropicNames.Content);
                foreach (AIContent content in contents)
                {
                    WriteBlock(writer, content, notes);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteText(writer, ToolArguments.ResultText(value), result);
                break;
        }
    }

    // An error needs a text. The exception's message may hold what the model should not see, so a fixed text is sent.
    private static void WriteText(Utf8JsonWriter writer, string text, FunctionResultContent result)
    {
        if (text.Length == 0 && result.Exception is not null)
        {
            text = "Error: the tool failed.";
        }

        if (text.Length > 0)
        {
            writer.WriteString(AnthropicNames.Content, text);
        }
    }

    private static void WriteBlock(Utf8JsonWriter writer, AIContent content, CallNotes notes)
    {
        switch (content)
        {
            case TextContent text:
                if (!string.IsNullOrWhiteSpace(text.Text))
                {
                    AnthropicContentWriter.WriteText(writer, text, text.Text, notes);
                }

                break;
            case DataContent or UriContent or HostedFileContent:
                AnthropicMediaWriter.Write(writer, content, notes);
                break;
            default:
                throw ProtocolError.Unsupported(
                    $"A {content.GetType().Name} within a tool's result cannot be sent to Anthropic: return text, images or PDF documents.");
        }
    }
}
