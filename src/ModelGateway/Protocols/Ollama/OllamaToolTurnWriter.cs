using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Ollama;

/// <summary>
/// Writes the calls of an assistant's message and the tool messages that answer them. Ollama pairs them by the tool's name and their
/// order; newer versions by ids too, which older ones ignore.
/// </summary>
internal readonly ref struct OllamaToolTurnWriter(Utf8JsonWriter writer, ChatCall call)
{
    private const int LongestCallId = 64;

    public void WriteCalls(IList<AIContent> contents)
    {
        writer.WriteStartArray(OllamaNames.ToolCalls);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent function)
            {
                continue;
            }

            writer.WriteStartObject();
            WriteId(OllamaNames.Id, function.CallId);
            writer.WriteStartObject(OllamaNames.Function);
            writer.WriteString(OllamaNames.Name, function.Name);
            writer.WritePropertyName(OllamaNames.Arguments);
            ToolArguments.WriteArguments(writer, function.Arguments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public void WriteResult(FunctionResultContent result, int index)
    {
        writer.WriteStartObject();
        writer.WriteString(OllamaNames.Role, OllamaWords.Tool);
        object? value = result.Result;
        if (value is AIContent or IEnumerable<AIContent>)
        {
            WriteContents(value as IList<AIContent> ?? [.. value as IEnumerable<AIContent> ?? [(AIContent)value]]);
        }
        else
        {
            // The message of an exception may hold secrets.
            writer.WriteString(OllamaNames.Content, value is null && result.Exception is not null ? "Error: Function failed."
                : ToolArguments.ResultText(value));
        }

        if (FindName(call.Messages, result.CallId, index) is { } name)
        {
            writer.WriteString(OllamaNames.ToolName, name);
        }

        WriteId(OllamaNames.ToolCallId, result.CallId);
        writer.WriteEndObject();
    }

    private void WriteContents(IList<AIContent> contents)
    {
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not (TextContent or DataContent or UriContent or HostedFileContent))
            {
                throw ProtocolError.Unsupported(
                    $"A tool's result for Ollama may hold text and images, not {contents[i].GetType().Name}: turn it into one of them.");
            }
        }

        new OllamaContentWriter(writer).WriteText(contents);
        new OllamaContentWriter(writer).WriteImages(contents);
    }

    private void WriteId(ReadOnlySpan<byte> name, string id)
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
