using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Http;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Writes the calls of an assistant's message and the tool messages that answer them.</summary>
internal sealed class OpenAIToolTurnWriter(Utf8JsonWriter writer, PooledBufferWriter scratch, OpenAIMisfits misfits, ChatDialect dialect) : IDisposable
{
    private Utf8JsonWriter? _scratchWriter;

    public void Dispose() => _scratchWriter?.Dispose();

    /// <summary>Writes <c>tool_calls</c>.</summary>
    public void WriteCalls(IList<AIContent> contents)
    {
        writer.WriteStartArray("tool_calls"u8);
        for (int i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not FunctionCallContent function)
            {
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("id"u8, ToolCallIds.Map(function.CallId, dialect.LongestCallId));
            writer.WriteString("type"u8, "function"u8);
            writer.WriteStartObject("function"u8);
            writer.WriteString("name"u8, function.Name);
            WriteArguments(function.Arguments);
            writer.WriteEndObject();
            if (dialect.SignsCalls)
            {
                OpenAICallSignature.Write(writer, function, dialect.Protocol);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes arguments as OpenAI wants them: JSON within a string.</summary>
    private void WriteArguments(IDictionary<string, object?>? arguments)
    {
        if (arguments is not { Count: > 0 })
        {
            writer.WriteString("arguments"u8, "{}"u8);
            return;
        }

        Utf8JsonWriter json = RestartScratch();
        ToolArguments.WriteArguments(json, arguments);
        json.Flush();
        writer.WriteString("arguments"u8, scratch.WrittenSpan);
    }

    /// <summary>A writer of its own for JSON that goes within a string, into the emptied scratch buffer.</summary>
    private Utf8JsonWriter RestartScratch()
    {
        scratch.Dispose();
        if (_scratchWriter is null)
        {
            JsonWriterOptions options = new() { Encoder = writer.Options.Encoder, SkipValidation = true };
            return _scratchWriter = new Utf8JsonWriter(scratch, options);
        }

        _scratchWriter.Reset();
        return _scratchWriter;
    }

    /// <summary>Writes one tool message.</summary>
    public void WriteResult(FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, ToolCallIds.Map(result.CallId, dialect.LongestCallId));
        switch (result.Result)
        {
            case JsonElement { ValueKind: not (JsonValueKind.String or JsonValueKind.Undefined) } element:
                writer.WriteString("content"u8, JsonMarshal.GetRawUtf8Value(element));
                break;
            case null or string or AIContent or IEnumerable<AIContent> or JsonElement:
                writer.WriteString("content"u8, ResultText(result));
                break;
            default:
                Utf8JsonWriter json = RestartScratch();
                ToolArguments.WriteValue(json, result.Result);
                json.Flush();
                writer.WriteString("content"u8, scratch.WrittenSpan);
                break;
        }

        writer.WriteEndObject();
    }

    private string ResultText(FunctionResultContent result)
    {
        const string Pointer = "The result is attached to the next user message.";
        switch (result.Result)
        {
            case null when result.Exception is not null:
                return "Error: Function failed."; // Without the exception's words, which may hold secrets.
            case DataContent or UriContent or HostedFileContent:
                misfits.Move((AIContent)result.Result, MovedNote());
                return Pointer;
            case IEnumerable<AIContent> parts when parts.Any(static part => part is DataContent or UriContent or HostedFileContent):
                string text = string.Concat(parts.OfType<TextContent>());
                foreach (AIContent part in parts)
                {
                    if (part is DataContent or UriContent or HostedFileContent)
                    {
                        misfits.Move(part, MovedNote());
                    }
                    else if (part is not TextContent)
                    {
                        misfits.LeaveOut(part);
                    }
                }

                return text.Length > 0 ? text : Pointer;
            default:
                return ToolArguments.ResultText(result.Result);
        }
    }

    private string MovedNote() => $"Images and files of tool results were sent as a user's: {dialect.Name}'s tool messages carry text alone.";
}
