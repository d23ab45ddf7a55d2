using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Http;

namespace ModelGateway.Providers.OpenAIResponses;

/// <summary>Writes calls, what they returned, and answers to requests for approval.</summary>
internal sealed class ResponsesItemWriter(
    Utf8JsonWriter writer, PooledBufferWriter scratch, ResponsesContentWriter contents, ResponsesMisfits misfits) : IDisposable
{
    private const int LongestCallId = 64;
    private Utf8JsonWriter? _scratchWriter;

    public void Dispose() => _scratchWriter?.Dispose();

    /// <summary>Whether a content is an item of its own rather than a part of a user's message.</summary>
    public static bool IsResult(AIContent content) =>
        content is FunctionResultContent or ToolApprovalResponseContent { ToolCall: McpServerToolCallContent };

    /// <summary>Writes a call.</summary>
    public void WriteCall(FunctionCallContent function, string? itemId)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function_call"u8);
        if (itemId is not null)
        {
            writer.WriteString("id"u8, itemId);
        }

        writer.WriteString("call_id"u8, ToolCallIds.Map(function.CallId, LongestCallId));
        writer.WriteString("name"u8, function.Name);
        if (function.Arguments is { Count: > 0 } arguments)
        {
            Utf8JsonWriter json = RestartScratch();
            ToolArguments.WriteArguments(json, arguments);
            json.Flush();
            writer.WriteString("arguments"u8, scratch.WrittenSpan);
        }
        else
        {
            writer.WriteString("arguments"u8, "{}"u8);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a result or an approval; false where the content is neither.</summary>
    public bool TryWriteResult(AIContent content)
    {
        switch (content)
        {
            case FunctionResultContent result:
                WriteResult(result);
                return true;
            case ToolApprovalResponseContent { ToolCall: McpServerToolCallContent } approval:
                writer.WriteStartObject();
                writer.WriteString("type"u8, "mcp_approval_response"u8);
                writer.WriteString("approval_request_id"u8, approval.RequestId);
                writer.WriteBoolean("approve"u8, approval.Approved);
                if (!string.IsNullOrEmpty(approval.Reason))
                {
                    writer.WriteString("reason"u8, approval.Reason);
                }

                writer.WriteEndObject();
                return true;
            default:
                return false;
        }
    }

    private void WriteResult(FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function_call_output"u8);
        writer.WriteString("call_id"u8, ToolCallIds.Map(result.CallId, LongestCallId));
        switch (result.Result)
        {
            case null when result.Exception is not null:
                writer.WriteString("output"u8, "Error: Function failed."u8); // Without the exception's words, which may hold secrets.
                break;
            case JsonElement { ValueKind: not (JsonValueKind.String or JsonValueKind.Undefined) } element:
                writer.WriteString("output"u8, JsonMarshal.GetRawUtf8Value(element));
                break;
            case DataContent or UriContent or HostedFileContent:
                WriteParts([(AIContent)result.Result]);
                break;
            case IEnumerable<AIContent> parts when parts.Any(static part => part is not TextContent):
                WriteParts(parts);
                break;
            case null or string or TextContent or JsonElement or IEnumerable<AIContent>:
                writer.WriteString("output"u8, ToolArguments.ResultText(result.Result));
                break;
            default:
                Utf8JsonWriter json = RestartScratch();
                ToolArguments.WriteValue(json, result.Result);
                json.Flush();
                writer.WriteString("output"u8, scratch.WrittenSpan);
                break;
        }

        writer.WriteEndObject();
    }

    private void WriteParts(IEnumerable<AIContent> parts)
    {
        bool any = false;
        writer.WriteStartArray("output"u8);
        foreach (AIContent part in parts)
        {
            if (contents.TryWrite(part))
            {
                any = true;
            }
            else
            {
                misfits.LeaveOut(part);
            }
        }

        if (!any)
        {
            contents.TryWrite(new TextContent(""));
        }

        writer.WriteEndArray();
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
}
