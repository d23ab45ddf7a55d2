using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// Writes the calls of an assistant's message and the tool messages that answer them. Ollama pairs them by the tool's name and their
/// order; newer versions by ids too, which older ones ignore.
/// </summary>
internal static class OllamaToolTurnWriter
{
    private const int LongestCallId = 64;

    public static void WriteCalls(Utf8JsonWriter writer, IList<AIContent> contents)
    {
        writer.WriteStartArray("tool_calls"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent function)
            {
                continue;
            }

            writer.WriteStartObject();
            WriteId(writer, "id"u8, function.CallId);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, function.Name);
            writer.WritePropertyName("arguments"u8);
            ToolArguments.WriteArguments(writer, function.Arguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteResult(Utf8JsonWriter writer, ChatCall call, FunctionResultContent result, int index)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        object? value = StoredResult.Restore(result.Result);
        if (value is AIContent or IEnumerable<AIContent>)
        {
            WriteContents(writer, value as IList<AIContent> ?? [.. value as IEnumerable<AIContent> ?? [(AIContent)value]]);
        }
        else
        {
            // An exception's own words may hold secrets.
            writer.WriteString("content"u8, value is null && result.Exception is not null ? "Error: Function failed." : ToolArguments.ResultText(value));
        }

        if (FindName(call.Messages, result.CallId, index) is { } name)
        {
            writer.WriteString("tool_name"u8, name);
        }

        WriteId(writer, "tool_call_id"u8, result.CallId);
        writer.WriteEndObject();
    }

    private static void WriteContents(Utf8JsonWriter writer, IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not (TextContent or DataContent or UriContent or HostedFileContent))
            {
                throw ProtocolError.Unsupported(
                    $"A tool's result for Ollama may hold text and images, not {contents[i].GetType().Name}: turn it into one of them.");
            }
        }

        OllamaContentWriter.WriteText(writer, contents);
        OllamaContentWriter.WriteImages(writer, contents);
    }

    private static void WriteId(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string id)
    {
        if (!ToolCallIds.IsMinted(id))
        {
            writer.WriteString(name, ToolCallIds.Map(id, LongestCallId));
        }
    }

    private static string? FindName(IReadOnlyList<ChatMessage> messages, string callId, int before)
    {
        for (int i = before; i >= 0; i--)
        {
            IList<AIContent> contents = messages[i].Contents;
            for (int j = contents.Count - 1; j >= 0; j--)
            {
                if (contents[j] is FunctionCallContent call && call.CallId == callId)
                {
                    return call.Name;
                }
            }
        }

        return null;
    }
}
