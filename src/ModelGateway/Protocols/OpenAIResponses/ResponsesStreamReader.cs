using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads an answer that comes in events: text in pieces, all else when its item is done.</summary>
/// <remarks>The response that ends the stream does not count: some services leave the items out of it.</remarks>
internal sealed class ResponsesStreamReader : IChatStreamReader
{
    // Far more than any answer has, and few enough to search linearly for each event.
    private const int MostItems = 4096;

    private readonly ChatCall _call;
    private readonly ResponsesAnswerReader _answer;
    private readonly List<ResponsesOpenItem> _items = new(4);
    private readonly bool _continues;
    private ResponsesPieces _pieces = new();
    private string? _messageId;

    public ResponsesStreamReader(ChatCall call, ResponsesSettings settings)
    {
        _call = call;
        _answer = new ResponsesAnswerReader(call, settings);
        if (call.Options?.ContinuationToken is { } token)
        {
            ResponsesContinuation from = ResponsesContinuation.Read(token);
            (_answer.Id, _continues) = (from.Id, from.After is not null);
        }
    }

    public bool IsComplete { get; private set; }

    public bool IsEnded => IsComplete;

    public UsageDetails? Usage => _answer.Usage;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        // A terminal event ends the stream; some services send Chat Completions' [DONE] after it.
        if (IsComplete || data.IsEmpty || data.Trim((byte)' ').SequenceEqual("[DONE]"u8))
        {
            return;
        }

        if (eventType.SequenceEqual("error"u8))
        {
            throw new ProviderException(ErrorReader.Read(statusCode: null, data));
        }

        try
        {
            ResponsesEvent read = ResponsesEvent.Read(eventType, data);
            ReadEvent(ref read, data, updates);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    // The terminal event has said everything.
    public void Finish(List<ChatResponseUpdate> updates) { }

    private void ReadEvent(scoped ref ResponsesEvent read, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        List<AIContent>? contents = null;
        bool begins = false;
        switch (read.Type)
        {
            case ResponsesEventType.Error:
                throw new ProviderException(ErrorReader.Read(statusCode: null, data));
            case ResponsesEventType.Created:
                begins = _messageId is null && ReadResponse(ref read, data, isLast: false, ref contents);
                break;
            case ResponsesEventType.TextDelta:
                ReadText(ref read, ref contents);
                break;
            case ResponsesEventType.SummaryDelta or ResponsesEventType.ReasoningDelta:
                ReadReasoning(ref read, ref contents);
                break;
            case ResponsesEventType.ArgumentsDelta:
                ReadArguments(ref read, ref contents);
                break;
            case ResponsesEventType.ItemAdded:
                ReadBeginning(ref read, ref contents);
                break;
            case ResponsesEventType.ItemDone:
                ReadItem(ref read, data, ref contents);
                break;
            case ResponsesEventType.Completed or ResponsesEventType.Incomplete or ResponsesEventType.Failed or ResponsesEventType.Cancelled:
                End(ref read, data, ref contents);
                break;
        }

        if (contents is null && !begins && !IsComplete && !_call.CaptureRaw)
        {
            return;
        }

        ChatResponseUpdate update = Create(contents, read.SequenceNumber);
        update.RawRepresentation = _call.CaptureRaw ? WireJson.Parse(data) : null;
        updates.Add(update);
    }

    private bool ReadResponse(scoped ref ResponsesEvent read, ReadOnlySpan<byte> data, bool isLast, ref List<AIContent>? contents)
    {
        Utf8JsonReader response = read.Response;
        if (response.TokenType == JsonTokenType.None)
        {
            return isLast ? throw new JsonException("The last event holds no response.") : false;
        }

        _answer.Read(ref response, data, _items, isLast, ref contents);
        return true;
    }

    private void End(scoped ref ResponsesEvent read, ReadOnlySpan<byte> data, ref List<AIContent>? contents)
    {
        _pieces.AddLeft(_items.Count > 0 ? _items[^1] : null, ref contents);
        if (_continues)
        {
            // A resumed stream: earlier contents were shown by the stream before. They are read again only for the finish reason.
            List<AIContent>? shown = null;
            _items.Clear();
            ReadResponse(ref read, data, isLast: true, ref shown);
        }
        else
        {
            ReadResponse(ref read, data, isLast: true, ref contents);
        }

        if (_answer.IsPending)
        {
            throw new JsonException("The last event holds a response that has not ended.");
        }

        if (read.Type == ResponsesEventType.Failed)
        {
            throw new ProviderException(ErrorReader.Read(statusCode: null, "{}"u8));
        }

        _answer.EndAs(read.Type);
        IsComplete = true;
        if (_answer.Usage is { } usage)
        {
            (contents ??= new(1)).Add(new UsageContent(usage));
        }
    }

    private void ReadText(scoped ref ResponsesEvent read, ref List<AIContent>? contents)
    {
        if (read.ReadDelta(ref _pieces.Text) is not { Length: > 0 } delta)
        {
            return;
        }

        ResponsesOpenItem item = Find(ref read);
        (contents = new(1)).Add(item.HasText ? new TextContent(delta) : _answer.Items.CreateText(delta, item.Id, item.Phase));
        item.HasText = true;
    }

    private void ReadReasoning(scoped ref ResponsesEvent read, ref List<AIContent>? contents)
    {
        bool isSummary = read.Type == ResponsesEventType.SummaryDelta;
        ResponsesOpenItem item = Find(ref read);
        if ((!isSummary && item.HasSummary) || read.ReadDelta(ref _pieces.Reasoning) is not { Length: > 0 } delta)
        {
            return;
        }

        bool isNewPart = isSummary && item.HasSummary && item.Part != read.PartIndex;
        TextReasoningContent content = new(isNewPart ? ResponsesReasoningReader.PartSeparator + delta : delta);
        if (!item.HasReasoning)
        {
            ContentOrigin.Set(content, _answer.Items.Protocol);
        }

        item.HasReasoning = true;
        item.HasSummary |= isSummary;
        item.Part = read.PartIndex;
        (contents = new(1)).Add(content);
    }

    private void ReadArguments(scoped ref ResponsesEvent read, ref List<AIContent>? contents)
    {
        string? delta = read.ReadDelta(ref _pieces.Arguments);
        if (_call.StreamToolCallDeltas && !string.IsNullOrEmpty(delta)
            && Find(ref read) is { IsDone: false, CallId: { } id, Name: { } name })
        {
            (contents = new(1)).Add(new ToolCallDeltaContent(id, name, delta));
        }
    }

    private void ReadBeginning(scoped ref ResponsesEvent read, ref List<AIContent>? contents)
    {
        Utf8JsonReader reader = read.Item;
        if (reader.TokenType == JsonTokenType.None)
        {
            return;
        }

        ResponsesOpenItem item = Find(ref read);
        item.HasText = item.HasReasoning = false;
        _answer.Items.ReadBeginning(ref reader, item);
        if (_call.StreamToolCallDeltas && item is { CallId: { } id, Name: { Length: > 0 } name })
        {
            (contents = new(1)).Add(new ToolCallDeltaContent(id, name, ""));
        }
    }

    private void ReadItem(scoped ref ResponsesEvent read, ReadOnlySpan<byte> data, ref List<AIContent>? contents)
    {
        Utf8JsonReader reader = read.Item;
        ResponsesOpenItem item = Find(ref read);
        _pieces.AddLeft(item, ref contents);
        if (reader.TokenType != JsonTokenType.None && !item.IsDone)
        {
            item.IsDone = true;
            _answer.Items.Read(ref reader, data, item, ref contents);
        }
    }

    // Where a resumed stream begins within an item, the text before was shown by the stream before.
    private ResponsesOpenItem Find(scoped ref ResponsesEvent read)
    {
        if (read.OutputIndex is { } index)
        {
            return FindLast(index, id: null) ?? Begin(index);
        }

        // Without an index an item is found by its id, and without an id it is the last one.
        Utf8JsonReader reader = read.Item;
        bool isWhole = reader.TokenType != JsonTokenType.None;
        string? id = read.ItemId ?? (isWhole ? ResponsesItemReader.ReadId(reader) : null);
        ResponsesOpenItem? last = _items.Count > 0 ? _items[^1] : null;
        ResponsesOpenItem? found = id is not null ? FindLast(index: 0, id)
            : read.Type == ResponsesEventType.ItemAdded || (isWhole && last?.IsDone is true) ? null
            : last;
        found ??= Begin(_items.Count);
        found.Id ??= id;
        return found;
    }

    // A loop, as this runs for every piece of text: a lambda would be an object each time.
    private ResponsesOpenItem? FindLast(long index, string? id)
    {
        int at = _items.Count - 1;
        while (at >= 0 && (id is null ? _items[at].Index != index : _items[at].Id != id))
        {
            at--;
        }

        return at < 0 ? null : _items[at];
    }

    private ResponsesOpenItem Begin(long index)
    {
        if (_items.Count == MostItems)
        {
            throw new JsonException($"It has more than {MostItems} items.");
        }

        _items.Add(new() { Index = index, HasText = _continues, HasReasoning = _continues });
        return _items[^1];
    }

    private ChatResponseUpdate Create(List<AIContent>? contents, long? sequenceNumber)
    {
        // One id for all updates: Microsoft.Extensions.AI begins a message where the id changes.
        _messageId ??= _answer.Id ?? _call.AttemptId;
        ChatResponseUpdate update = new()
        {
            Role = ChatRole.Assistant,
            ResponseId = _answer.Id,
            MessageId = _messageId,
            ModelId = _answer.ModelId,
            CreatedAt = _answer.CreatedAt,
            ConversationId = _answer.ConversationId,
            Contents = contents,
        };
        SetEnding(update, sequenceNumber);
        return update;
    }

    private void SetEnding(ChatResponseUpdate update, long? sequenceNumber)
    {
        if (IsComplete)
        {
            update.FinishReason = _answer.FinishReason;
            update.AdditionalProperties = _answer.CreateProperties();
        }
        else if (_answer.IsBackground)
        {
            update.ContinuationToken = new ResponsesContinuation(_answer.Id!, sequenceNumber).ToToken();
        }
    }
}
