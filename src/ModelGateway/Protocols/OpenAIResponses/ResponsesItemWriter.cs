using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Writes calls, what they returned, and answers to requests for approval.</summary>
internal sealed class ResponsesItemWriter(
    Utf8JsonWriter writer, ResponsesContentWriter contents, ResponsesRelocatedContents misfits) : IDisposable
{
    private const int LongestCallId = 64;
    private readonly QuotedJson _quoted = new(writer);

    public void Dispose() => _quoted.Dispose();

    /// <summary>Whether a content is written as a separate item, not as a part of a user's message.</summary>
    public static bool IsResult(AIContent content) =>
        content is FunctionResultContent or ToolApprovalResponseContent { ToolCall: McpServerToolCallContent };

    /// <summary>Writes a call.</summary>
    public void WriteCall(FunctionCallContent function, string? itemId)
    {
        writer.WriteStartObject();
        writer.WriteString(ResponsesNames.Type, ResponsesWords.FunctionCall);
        if (itemId is not null)
        {
            writer.WriteString(ResponsesNames.Id, itemId);
        }

        writer.WriteString(ResponsesNames.CallId, ToolCallIds.Map(function.CallId, LongestCallId));
        writer.WriteString(ResponsesNames.Name, function.Name);
        _quoted.WriteArguments(ResponsesNames.Arguments, function.Arguments);
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
                writer.WriteString(ResponsesNames.Type, ResponsesWords.McpApprovalResponse);
                writer.WriteString(ResponsesNames.ApprovalRequestId, approval.RequestId);
                writer.WriteBoolean(ResponsesNames.Approve, approval.Approved);
                if (!string.IsNullOrEmpty(approval.Reason))
                {
                    writer.WriteString(ResponsesNames.Reason, approval.Reason);
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
        writer.WriteString(ResponsesNames.Type, ResponsesWords.FunctionCallOutput);
        writer.WriteString(ResponsesNames.CallId, ToolCallIds.Map(result.CallId, LongestCallId));
        object? value = result.Result;
        switch (value)
        {
            case DataContent or UriContent or HostedFileContent:
                WriteParts([(AIContent)value]);
                break;
            case IEnumerable<AIContent> parts when parts.Any(static part => part is not TextContent):
                WriteParts(parts);
                break;
            default:
                _quoted.WriteResult(ResponsesNames.Output, result, value);
                break;
        }

        writer.WriteEndObject();
    }

    private void WriteParts(IEnumerable<AIContent> parts)
    {
        bool any = false;
        writer.WriteStartArray(ResponsesNames.Output);
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
}
