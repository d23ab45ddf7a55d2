using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>
/// Reads a stream: <c>message_start</c>, blocks of start, deltas and stop, <c>message_delta</c>, <c>message_stop</c>; <c>ping</c> and
/// <c>error</c> anywhere. Text and reasoning are handed on at once, a tool call when its block ends, finish reason and usage at the end.
/// Citations come as separate contents without text, beside the text that they support.
/// </summary>
internal sealed class AnthropicStreamReader(ChatCall call) : IChatStreamReader
{
    private readonly AnthropicStreamMessage _message = new();
    private readonly List<AnthropicOpenBlock> _open = new(1);
    private JsonElement? _rawEnding;
    private TextPieces _text = new(inPieces: true);
    private TextPieces _thinking = new(inPieces: true);
    private int _mintedIds;

    public bool IsComplete { get; private set; }

    public bool IsEnded => IsComplete;

    public UsageDetails? Usage => _message.Usage;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        // Some proxies send another event after the protocol's last one.
        if (IsComplete || data.SequenceEqual("[DONE]"u8))
        {
            return;
        }

        try
        {
            ReadEvent(AnthropicEventTypes.Find(eventType, data), data, updates);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    public void Finish(List<ChatResponseUpdate> updates)
    {
    }

    private void ReadEvent(AnthropicEventType type, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        switch (type)
        {
            case AnthropicEventType.BlockDelta: ReadDelta(data, updates); break;
            case AnthropicEventType.BlockStart: OpenBlock(data, updates); break;
            case AnthropicEventType.BlockStop: CloseBlock(data, updates); break;
            case AnthropicEventType.MessageStart: ReadMessageStart(data, updates); break;
            case AnthropicEventType.MessageDelta: ReadMessageDelta(data, updates); break;
            case AnthropicEventType.MessageStop: Complete(updates); break;
            case AnthropicEventType.Error: throw new ProviderException(AnthropicErrorReader.ReadEvent(data));
            default: WireJson.ExpectObject(data); break;
        }
    }

    private void ReadMessageStart(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        _message.ReadStart(data);
        if (call.CaptureRaw)
        {
            updates.Add(CreateUpdate([], data));
        }
    }

    private void OpenBlock(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        AnthropicBlockEvent start = AnthropicBlockEvent.Read(data);
        int index = start.Index;
        ReadOnlySpan<byte> json = start.Block;
        Utf8JsonReader reader = new(json, WireJson.Options);
        WireJson.Enter(ref reader);
        AnthropicBlockType type = AnthropicWords.PeekBlock(reader);
        if (type is not (AnthropicBlockType.Text or AnthropicBlockType.Thinking or AnthropicBlockType.RedactedThinking
            or AnthropicBlockType.ToolUse))
        {
            Open(AnthropicOpenBlock.Raw(call, index, type, json));
            return;
        }

        AnthropicBlockFields fields = AnthropicBlockFields.Read(ref reader, json);
        switch (type)
        {
            case AnthropicBlockType.Text when !string.IsNullOrEmpty(fields.Text) || fields.Citations is not null:
                Emit(new TextContent(fields.Text) { Annotations = fields.Citations }, data, updates);
                break;
            case AnthropicBlockType.Thinking:
                AnthropicOpenBlock thinking = AnthropicOpenBlock.Thinking(call, index, fields.Signature);
                Open(thinking);
                if (!string.IsNullOrEmpty(fields.Thinking))
                {
                    Emit(thinking.Reason(fields.Thinking), data, updates);
                }

                break;
            case AnthropicBlockType.RedactedThinking when !string.IsNullOrEmpty(fields.Data):
                Emit(RedactedReasoning.Create(fields.Data, AnthropicProtocol.ProtocolName), data, updates);
                break;
            case AnthropicBlockType.ToolUse:
                string id = string.IsNullOrEmpty(fields.Id) ? ToolCallIds.Mint(call.AttemptId, _mintedIds++) : fields.Id;
                string name = fields.Name ?? throw new JsonException("A tool call has no name.");
                Open(AnthropicOpenBlock.ToolCall(call, index, id, name, fields.Input));
                ShowDelta(_open[^1], "", data, updates);
                break;
        }
    }

    private void ReadDelta(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        AnthropicDelta delta = AnthropicDelta.Read(data, ref _text, ref _thinking);
        switch (delta.Type)
        {
            case AnthropicDeltaType.Text when !string.IsNullOrEmpty(delta.Text):
                Emit(new TextContent(delta.Text), data, updates);
                break;
            case AnthropicDeltaType.Thinking when !string.IsNullOrEmpty(delta.Thinking):
                Emit(Find(delta.Index).Reason(delta.Thinking), data, updates);
                break;
            case AnthropicDeltaType.InputJson:
                AnthropicOpenBlock block = Find(delta.Index);
                string? piece = block.Append(delta.PartialJson, call.StreamToolCallDeltas);
                ShowDelta(block, piece, data, updates);
                break;
            case AnthropicDeltaType.Signature when !string.IsNullOrEmpty(delta.Signature):
                Find(delta.Index).Sign(delta.Signature);
                break;
            case AnthropicDeltaType.Citation when delta.Citation is not null:
                Emit(new TextContent("") { Annotations = [delta.Citation] }, data, updates);
                break;
            case AnthropicDeltaType.Unknown:
                TryFind(delta.Index)?.Change(delta.Json);
                break;
        }
    }

    private void CloseBlock(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        int index = AnthropicBlockEvent.Read(data).Index;
        EmitLeft(data, updates);
        if (TryFind(index) is { } block)
        {
            Close(block, data, updates);
        }
    }

    // Half of a surrogate pair whose other half no piece brought.
    private void EmitLeft(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (_thinking.Take() is { } thinking)
        {
            Emit(new TextReasoningContent(thinking), data, updates);
        }

        if (_text.Take() is { } text)
        {
            Emit(new TextContent(text), data, updates);
        }
    }

    private void ReadMessageDelta(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        _message.ReadDelta(data);
        _rawEnding = call.CaptureRaw ? WireJson.Parse(data) : null;

        EmitLeft(data, updates);

        // A proxy may leave out the stop of a block. A call that is still open is ended here, so that it is not lost.
        while (_open.Count > 0)
        {
            Close(_open[0], data, updates);
        }
    }

    private void Complete(List<ChatResponseUpdate> updates)
    {
        if (!_message.HasStarted || _open.Count > 0)
        {
            throw new JsonException("The message ended before it began or within a block.");
        }

        ChatResponseUpdate update = CreateUpdate(_message.CreateLastContents(), default);
        update.FinishReason = _message.FinishReason;
        update.AdditionalProperties = _message.CreateProperties(call.Options);
        update.RawRepresentation = _rawEnding;
        updates.Add(update);
        IsComplete = true;
    }

    private void ShowDelta(AnthropicOpenBlock block, string? piece, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (call.StreamToolCallDeltas && piece is not null && block is { Id: { } id, Name: { } name })
        {
            Emit(new ToolCallDeltaContent(id, name, piece), data, updates);
        }
    }

    private void Open(AnthropicOpenBlock block)
    {
        PartialToolCalls.CheckCount(_open.Count);
        _open.Add(block);
    }

    private AnthropicOpenBlock Find(int index) => TryFind(index)
        ?? throw new JsonException($"A delta belongs to block {index}, which is not open.");

    private AnthropicOpenBlock? TryFind(int index)
    {
        foreach (AnthropicOpenBlock block in _open)
        {
            if (block.Index == index)
            {
                return block;
            }
        }

        return null;
    }

    private void Close(AnthropicOpenBlock block, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        _open.Remove(block);
        using (block)
        {
            if (block.Close() is { } content)
            {
                Emit(content, data, updates);
            }
        }
    }

    private void Emit(AIContent content, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates) =>
        updates.Add(CreateUpdate(new List<AIContent>(1) { content }, data));

    private ChatResponseUpdate CreateUpdate(List<AIContent> contents, ReadOnlySpan<byte> data) => new(ChatRole.Assistant, contents)
    {
        ResponseId = _message.Id,
        MessageId = string.IsNullOrEmpty(_message.Id) ? call.AttemptId : _message.Id,
        ModelId = _message.ModelId,
        RawRepresentation = call.CaptureRaw && !data.IsEmpty ? WireJson.Parse(data) : null,
    };
}
