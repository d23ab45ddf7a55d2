using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads a message, or the deltas of one, into contents.</summary>
internal sealed class OpenAIChatMessageReader(ChatCall call, ChatDialect dialect, bool streaming)
{
    private readonly OpenAIChatThinkTags? _tags = dialect.ThinkTags ? new(dialect.ReturnsReasoning ? dialect.Protocol : null) : null;
    private TextPieces _texts = new(streaming);
    private TextPieces _thoughts = new(streaming);
    private TextPieces _transcripts = new(streaming);
    private ToolCallChunks? _toolCalls;
    private OpenAIChatReasoningDetails? _details;
    private OpenAIChatRefusal? _refusal;
    private OpenAIChatExecutedTools? _executed;
    private string? _signature;
    private bool _reasoningMarked;
    private string? _audioType;
    private bool _hasText;
    private bool _hasReasoning;

    /// <summary>Whether there is content, and every tool call's arguments are whole.</summary>
    public bool IsWhole => _toolCalls is { HasCalls: true } calls ? calls.AreWhole : _hasText || Refused;

    /// <summary>Whether content came since this was last set to false.</summary>
    public bool HasNews { get; set; }

    /// <summary>Whether the model refused.</summary>
    public bool Refused { get; private set; }

    /// <summary>Reads the value of <c>message</c> or <c>delta</c>. Text is appended at once; see <see cref="Complete"/>.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ref List<AIContent>? contents)
    {
        if (!JsonFields.StartsObject(ref reader))
        {
            return;
        }

        bool hasReasoning = false;
        string? detailed = null;
        List<AIAnnotation>? citations = null;
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Content))
            {
                reader.Read();
                ReadContent(ref reader, ref contents);
            }
            else if (reader.ValueTextEquals(ToolCallNames.ToolCalls))
            {
                reader.Read();
                HasNews |= reader.TokenType == JsonTokenType.StartArray;
                (_toolCalls ??= new ToolCallChunks(call, streaming, dialect.Protocol)).Read(ref reader, json, ref contents);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.Refusal))
            {
                reader.Read();
                ReadRefusal(ref reader);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.ReasoningContent) || reader.ValueTextEquals(OpenAIChatNames.Reasoning))
            {
                reader.Read();
                hasReasoning |= ReadReasoning(ref reader, isRepeated: hasReasoning, ref contents);
            }
            else if (reader.ValueTextEquals(OpenAIChatNames.ReasoningDetails))
            {
                reader.Read();
                detailed += (_details ??= new OpenAIChatReasoningDetails(call)).Read(ref reader, json, streaming);
            }
            else
            {
                ReadOther(ref reader, ref citations, ref contents);
            }
        }

        // Where the message has the text elsewhere, the details repeat it.
        _hasReasoning |= hasReasoning;
        if (!_hasReasoning && !string.IsNullOrEmpty(detailed))
        {
            AddThought(detailed, ref contents);
        }

        if (citations is not null)
        {
            OpenAIChatCitationReader.Annotate(citations, ref contents);
        }
    }

    /// <summary>
    /// Appends what is complete only when the turn is: text held back, protected reasoning, the refusal and the tool calls.
    /// </summary>
    public void Complete(ref List<AIContent>? contents)
    {
        AddLeft(ref contents);
        _tags?.Complete(ref contents);
        if (_details?.Take() is { } details && dialect.ReasoningReturn == ReasoningReturn.Details)
        {
            AddDetails(details, ref contents);
        }

        _refusal?.Complete(ref contents);

        if (_signature is not null)
        {
            (contents ??= new(1)).Add(GoogleCallSignature.Create(_signature, dialect.Protocol));
            _signature = null;
        }

        if (_executed?.TakeContents() is { Count: > 0 } executed)
        {
            (contents ??= new(executed.Count)).InsertRange(streaming ? contents.Count : 0, executed);
        }

        _toolCalls?.Complete(ref contents);
    }

    /// <summary>Counts the tools that the service ran.</summary>
    public void CountTools(UsageDetails usage) => _executed?.AddTo(usage);

    // Half of a surrogate pair whose other half no piece brought.
    private void AddLeft(ref List<AIContent>? contents)
    {
        if (_thoughts.Take() is { } thought)
        {
            AddThought(thought, ref contents);
        }

        AddText(_texts.Take() ?? _transcripts.Take(), ref contents);
    }

    private void ReadOther(
        ref Utf8JsonReader reader, ref List<AIAnnotation>? citations, ref List<AIContent>? contents)
    {
        if (dialect.SignsCalls && reader.ValueTextEquals(ToolCallNames.ExtraContent))
        {
            reader.Read();
            _signature = GoogleCallSignature.Read(ref reader) ?? _signature;
        }
        else if (dialect.ExecutedTools && reader.ValueTextEquals(OpenAIChatNames.ExecutedTools))
        {
            reader.Read();
            (_executed ??= new OpenAIChatExecutedTools(call, dialect.Protocol)).Read(ref reader);
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Annotations))
        {
            reader.Read();
            OpenAIChatCitationReader.Read(ref reader, ref citations);
        }
        else
        {
            ReadMedia(ref reader, ref contents);
        }
    }

    private void ReadMedia(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (reader.ValueTextEquals(OpenAIChatNames.Images))
        {
            reader.Read();
            OpenAIChatMediaReader.ReadImages(ref reader, ref contents);
        }
        else if (reader.ValueTextEquals(OpenAIChatNames.Audio))
        {
            reader.Read();
            OpenAIChatMediaReader.ReadAudio(ref reader, _audioType ??= OpenAIChatMediaReader.AudioType(call), ref _transcripts,
                ref contents);
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadContent(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            AddText(_texts.Read(ref reader), ref contents);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (JsonFields.StartsObject(ref reader))
            {
                ReadPart(ref reader, ref contents);
            }
        }
    }

    private void ReadPart(ref Utf8JsonReader reader, ref List<AIContent>? contents)
    {
        while (JsonFields.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals(OpenAIChatNames.Text))
            {
                AddText(_texts.ReadNext(ref reader), ref contents);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void AddText(string? text, ref List<AIContent>? contents)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        _hasText = true;
        HasNews = true;
        _reasoningMarked = false; // Reasoning after this text is a content of its own.
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
        if (reader.TokenType != JsonTokenType.Null && (_refusal ??= new OpenAIChatRefusal(call, streaming)).Read(ref reader))
        {
            Refused = true;
            HasNews = true;
        }
    }

    // A service that sends both fields repeats itself, so only the first is read.
    private bool ReadReasoning(ref Utf8JsonReader reader, bool isRepeated, ref List<AIContent>? contents)
    {
        if (isRepeated)
        {
            JsonFields.ReadString(ref reader);
            return false;
        }

        // Half of a surrogate pair waits, and gives no text yet.
        bool isGiven = reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty;
        if (_thoughts.Read(ref reader) is { Length: > 0 } text)
        {
            AddThought(text, ref contents);
        }

        return isGiven;
    }

    private void AddThought(string text, ref List<AIContent>? contents)
    {
        HasNews = true;
        TextReasoningContent reasoning = new(text);
        if (dialect.ReturnsReasoning && !_reasoningMarked)
        {
            // Microsoft.Extensions.AI joins the pieces under the properties of the first, so marking that one is enough.
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
