using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Writes a tool's result: as JSON if it is an object, otherwise as text, with the images, documents and videos that it holds.
/// </summary>
internal static class BedrockToolResultWriter
{
    public static void Write(Utf8JsonWriter writer, BedrockMediaWriter media, FunctionResultContent result, ChatCall call,
        BedrockModel model)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(BedrockNames.ToolResult);
        writer.WriteString(BedrockNames.ToolUseId, ToolCallIds.Map(result.CallId, BedrockContentWriter.MaxToolCallId));
        writer.WriteStartArray(BedrockNames.Content);
        WriteResult(writer, media, result);
        writer.WriteEndArray();
        if (result.Exception is not null)
        {
            // Other models refuse the field, so only the result's text tells them.
            if (model.IsClaude || model.IsNova)
            {
                writer.WriteString(BedrockNames.Status, BedrockWords.Error);
            }
            else
            {
                call.Notes.Add($"A tool's failure was sent without its status: {call.ModelId} is not known to take it.");
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, BedrockMediaWriter media, FunctionResultContent result)
    {
        object? value = result.Result;
        switch (value)
        {
            case JsonElement { ValueKind: JsonValueKind.Object } element:
                writer.WriteStartObject();
                writer.WritePropertyName(BedrockNames.Json);
                writer.WriteRawValue(JsonWhiteSpace.Remove(JsonMarshal.GetRawUtf8Value(element)), skipInputValidation: true);
                writer.WriteEndObject();
                break;
            case AIContent content:
                WriteBlocks(writer, media, [content], result);
                break;
            case IEnumerable<AIContent> contents:
                WriteBlocks(writer, media, contents, result);
                break;
            default:
                WriteText(writer, ToolArguments.ResultText(value), result);
                break;
        }
    }

    private static void WriteBlocks(Utf8JsonWriter writer, BedrockMediaWriter media,
        IEnumerable<AIContent> contents, FunctionResultContent result)
    {
        bool hasAny = false;
        foreach (AIContent content in contents)
        {
            hasAny |= WriteBlock(writer, media, content);
        }

        if (!hasAny)
        {
            WriteText(writer, "", result);
        }
    }

    private static bool WriteBlock(Utf8JsonWriter writer, BedrockMediaWriter media, AIContent content)
    {
        switch (content)
        {
            case TextContent text when string.IsNullOrWhiteSpace(text.Text):
                return false;
            case TextContent text:
                BedrockContentWriter.WriteText(writer, text.Text);
                return true;
            case DataContent or UriContent or HostedFileContent:
                media.Write(content);
                return true;
            default:
                throw ProtocolError.Unsupported(
                    $"A {content.GetType().Name} within a tool's result cannot be sent to Bedrock: return text, images, documents or videos.");
        }
    }

    // Blank text is refused. An exception's message may hold what the model should not see, so a fixed text is sent.
    private static void WriteText(Utf8JsonWriter writer, string text, FunctionResultContent result) =>
        BedrockContentWriter.WriteText(
            writer,
            !string.IsNullOrWhiteSpace(text) ? text : result.Exception is not null ? "Error: the tool failed." : "(no result)");
}
