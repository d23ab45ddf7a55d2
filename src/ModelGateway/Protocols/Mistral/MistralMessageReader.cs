using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Reads a message, or the deltas of one, into contents.</summary>
internal sealed class MistralMessageReader(ChatCall call, bool streaming)
{
    private TextPieces _texts = new(streaming);
    private TextPieces _thoughts = new(streaming);
    private ToolCallChunks? _toolCalls;

    /// <summary>
    /// Reads the value of <c>message</c> or <c>delta</c>. Text is appended at once, tool calls by <see cref="Complete"/>.
    /// </summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Content))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    MistralChunkReader.Read(ref reader, ref _texts, ref _thoughts, ref contents);
                }
                else if (_texts.Read(ref reader) is { Length: > 0 } text)
                {
                    (contents ??= new(1)).Add(new TextContent(text));
                }
            }
            else if (reader.ValueTextEquals(ToolCallNames.ToolCalls))
            {
                reader.Read();
                (_toolCalls ??= new ToolCallChunks(call, streaming)).Read(ref reader, json, ref contents);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Appends what is complete only when the turn is.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        if (_thoughts.Take() is { } thought)
        {
            (contents ??= new(1)).Add(new TextReasoningContent(thought));
        }

        if (_texts.Take() is { } text)
        {
            (contents ??= new(1)).Add(new TextContent(text));
        }

        _toolCalls?.Complete(ref contents);
    }
}
