using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Writes the calls of an assistant's message and the tool messages that answer them.</summary>
internal sealed class OpenAIChatToolTurnWriter(Utf8JsonWriter writer, RelocatedContents misfits, ChatDialect dialect) : IDisposable
{
    private readonly QuotedJson _quoted = new(writer);

    public void Dispose() => _quoted.Dispose();

    /// <summary>Writes <c>tool_calls</c>.</summary>
    public void WriteCalls(IList<AIContent> contents) => _quoted.WriteCalls(contents, dialect.LongestCallId, dialect.SignsCalls ? dialect.Protocol : null);

    /// <summary>Writes one tool message.</summary>
    public void WriteResult(FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, ToolCallIds.Map(result.CallId, dialect.LongestCallId));
        object? value = StoredResult.Restore(result.Result);
        if (StoredResult.WithMedia(value) is { } contents)
        {
            writer.WriteString("content"u8, MoveMedia(contents));
        }
        else
        {
            _quoted.WriteResult("content"u8, result, value);
        }

        OpenAIChatCacheControl.Write(writer, OpenAIChatCacheControl.Of(result, dialect));
        writer.WriteEndObject();
    }

    /// <summary>Moves what a tool's message cannot carry, and gives what is said in its place.</summary>
    private string MoveMedia(IEnumerable<AIContent> contents)
    {
        foreach (AIContent content in contents)
        {
            if (StoredResult.IsMedia(content))
            {
                misfits.Move(content, MovedNote());
            }
            else if (content is not TextContent)
            {
                misfits.LeaveOut(content);
            }
        }

        string text = string.Concat(contents.OfType<TextContent>());
        return text.Length > 0 ? text : "The result is attached to the next user message.";
    }

    private string MovedNote() => $"Images and files of tool results were sent as a user's: {dialect.Name}'s tool messages carry text alone.";
}
