using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Writes the calls of an assistant's message and the tool messages that answer them.</summary>
internal sealed class MistralToolTurnWriter(Utf8JsonWriter writer, ChatCall call) : IDisposable
{
    private readonly QuotedJson _quoted = new(writer);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public void Dispose() => _quoted.Dispose();

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

            _names[function.CallId] = function.Name;
            _quoted.WriteCall(MistralCallIds.Map(function.CallId), function);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes one tool message, with the function's name where the history tells it.</summary>
    public void WriteResult(FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteString("tool_call_id"u8, MistralCallIds.Map(result.CallId));
        if (_names.TryGetValue(result.CallId, out string? name))
        {
            writer.WriteString("name"u8, name);
        }

        object? value = StoredResult.Restore(result.Result);
        if (StoredResult.WithMedia(value) is { } parts)
        {
            WriteChunks(parts);
        }
        else
        {
            _quoted.WriteResult("content"u8, result, value);
        }

        writer.WriteEndObject();
    }

    private void WriteChunks(IEnumerable<AIContent> parts)
    {
        writer.WriteStartArray("content"u8);
        foreach (AIContent part in parts)
        {
            if (!MistralContentWriter.TryWrite(writer, part, call))
            {
                call.Notes.Add($"{part.GetType().Name} was left out of a tool's result: {MistralProtocol.Service} has no place for it.");
            }
        }

        writer.WriteEndArray();
    }
}
