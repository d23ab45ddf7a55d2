using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers.Http;
using ModelGateway.Providers.Json;

namespace ModelGateway.Providers.OpenAI;

/// <summary>Reads a message, or the parts of one, into contents.</summary>
internal sealed class OpenAIMessageReader(ChatCall call)
{
    private OpenAIToolCallReader? _toolCalls;
    private PooledBufferWriter? _refusal;
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
                (_toolCalls ??= new OpenAIToolCallReader(call)).Read(ref reader, json);
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
                    (contents ??= new(1)).Insert(0, new TextReasoningContent(reasoning));
                }
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                reader.Read();
                OpenAIAnnotationReader.Read(ref reader, ref annotations);
            }
            else if (reader.ValueTextEquals("audio"u8))
            {
                reader.Read();
                OpenAIAudioReader.Read(ref reader, _audioMediaType ??= OpenAIAudioReader.MediaType(call), ref contents);
            }
            else
            {
                reader.Skip();
            }
        }

        if (annotations is not null)
        {
            Annotate(annotations, ref contents);
        }
    }

    /// <summary>Appends the refusal and the tool calls.</summary>
    public void Complete(ref List<AIContent>? contents)
    {
        if (_refusal is { WrittenCount: > 0 })
        {
            (contents ??= new(1)).Add(new ErrorContent(Encoding.UTF8.GetString(_refusal.WrittenSpan)) { ErrorCode = "Refusal" });
            _refusal.Dispose();
        }

        _toolCalls?.Complete(ref contents);
    }

    private static void ReadContent(ref Utf8JsonReader reader, ref List<AIContent>? contents)
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

    private static void AddText(string? text, ref List<AIContent>? contents)
    {
        if (!string.IsNullOrEmpty(text))
        {
            (contents ??= new(1)).Add(new TextContent(text));
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

    private static void Annotate(List<AIAnnotation> annotations, ref List<AIContent>? contents)
    {
        contents ??= new(1);
        TextContent? text = null;
        for (int i = contents.Count - 1; i >= 0 && text is null; i--)
        {
            text = contents[i] as TextContent;
        }

        if (text is null)
        {
            // A chunk of annotations alone: they need a content to be carried by.
            text = new TextContent("");
            contents.Add(text);
        }

        text.Annotations = annotations;
    }
}
