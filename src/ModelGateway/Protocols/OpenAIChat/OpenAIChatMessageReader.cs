using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads a message, or the parts of one, into contents.</summary>
internal sealed class OpenAIChatMessageReader(ChatCall call, ChatDialect dialect, bool streaming)
{
    private ToolCallChunks? _toolCalls;
    private readonly OpenAIChatThinkTags? _tags = dialect.ThinkTags ? new(dialect.ReturnsReasoning ? dialect.Protocol : null) : null;
    private OpenAIChatReasoningDetails? _details;
    private PooledBufferWriter? _refusal;
    private bool _reasoningMarked;
    private string? _audioMediaType;

    /// <summary>Whether the model refused.</summary>
    public bool Refused { get; private set; }

    /// <summary>Reads the value of <c>message</c> or <c>delta</c>. Text is appended at once; see <see cref="Complete"/>.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        bool reasoned = false;
        List<AIAnnotation>? annotations = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ReadContent(ref reader, ref contents);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                (_toolCalls ??= new ToolCallChunks(call, streaming, dialect.Protocol)).Read(ref reader, json, ref contents);
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                ReadRefusal(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                // Not OpenAI's own: of servers that speak its protocol. One that sends both fields repeats itself.
                reader.Read();
                if (JsonFields.ReadString(ref reader) is { Length: > 0 } reasoning && !reasoned)
                {
                    reasoned = true;
                    AddReasoning(reasoning, ref contents);
                }
            }
            else if (dialect.ReasoningReturn == ReasoningReturn.Details && reader.ValueTextEquals("reasoning_details"u8))
            {
                reader.Read();
                (_details ??= new OpenAIChatReasoningDetails()).Read(ref reader, json, streaming);
            }
            else if (reader.ValueTextEquals("images"u8))
            {
                reader.Read();
                OpenAIChatImageReader.Read(ref reader, ref contents);
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                reader.Read();
                OpenAIChatAnnotationReader.Read(ref reader, ref annotations);
            }
            else if (reader.ValueTextEquals("audio"u8))
            {
                reader.Read();
                OpenAIChatAudioReader.Read(ref reader, _audioMediaType ??= OpenAIChatAudioReader.MediaType(call), ref contents);
            }
            else
            {
                reader.Skip();
            }
        }

        if (annotations is not null)
        {
            OpenAIChatCitations.Annotate(annotations, ref contents);
        }
    }

    /// <summary>Appends what is whole only now: held text, protected reasoning, the refusal and the tool calls.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        _tags?.Complete(ref contents);
        if (_details?.Take() is { } details)
        {
            AddDetails(details, ref contents);
        }

        if (_refusal is { WrittenCount: > 0 })
        {
            (contents ??= new(1)).Add(new ErrorContent(Encoding.UTF8.GetString(_refusal.WrittenSpan)) { ErrorCode = "Refusal" });
            _refusal.Dispose();
        }

        _toolCalls?.Complete(ref contents);
    }

    private void ReadContent(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            AddText(JsonFields.ReadString(ref reader), ref contents);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!JsonFields.StartsObject(ref reader))
            {
                continue;
            }

            while (JsonFields.NextProperty(ref reader))
            {
                if (reader.ValueTextEquals("text"u8))
                {
                    reader.Read();
                    AddText(JsonFields.ReadString(ref reader), ref contents);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
    }

    private void AddText(string? text, ref List<AIContent>? contents)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        _reasoningMarked = false; // What it thinks after this is another piece.
        if (_tags is null)
        {
            (contents ??= new(1)).Add(new TextContent(text));
        }
        else
        {
            _tags.Add(text, ref contents);
        }
    }

    private void ReadRefusal(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw JsonFields.Unexpected(reader.TokenType, "a string");
        }

        if (reader.ValueSpan.Length > 0)
        {
            Refused = true;
            _refusal ??= new PooledBufferWriter();
            _refusal.Advance(reader.CopyString(_refusal.GetSpan(reader.ValueSpan.Length)));
        }
    }

    private void AddReasoning(string text, ref List<AIContent>? contents)
    {
        TextReasoningContent reasoning = new(text);
        if (dialect.ReturnsReasoning && !_reasoningMarked)
        {
            // The first piece alone, as pieces are joined under the first's properties.
            _reasoningMarked = true;
            ContentOrigin.Set(reasoning, dialect.Protocol);
        }

        (contents ??= new(1)).Insert(0, reasoning);
    }

    private void AddDetails(string details, ref List<AIContent>? contents)
    {
        if (!streaming && contents is [TextReasoningContent whole, ..])
        {
            whole.ProtectedData = details;
            return;
        }

        TextReasoningContent protectedReasoning = new("") { ProtectedData = details };
        ContentOrigin.Set(protectedReasoning, dialect.Protocol);
        (contents ??= new(1)).Add(protectedReasoning);
    }
}
