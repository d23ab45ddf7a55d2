using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Reads a stream: <c>messageStart</c>, blocks of start, deltas and stop (text and reasoning have no start), <c>messageStop</c>, and the
/// usage in <c>metadata</c>. The answer is complete with <c>messageStop</c>; only its usage would be missing after it.
/// </summary>
internal sealed class BedrockStreamReader(ChatCall call) : IChatStreamReader
{
    private readonly List<BedrockOpenBlock> _open = new(1);
    private readonly BedrockEnding _ending = new();
    private JsonElement? _rawEnding;
    private BedrockPieces _pieces = new();
    private int _mintedIds;

    public bool IsComplete { get; private set; }

    public bool IsEnded { get; private set; }

    public UsageDetails? Usage => _ending.Usage;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        try
        {
            ReadEvent(eventType, data, updates);
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    public void Finish(List<ChatResponseUpdate> updates)
    {
        List<AIContent> contents = new(1);
        if (_ending.Usage is not null)
        {
            contents.Add(new UsageContent(_ending.Usage));
        }

        ChatResponseUpdate update = CreateUpdate(contents, default);
        update.FinishReason = _ending.FinishReason;
        update.AdditionalProperties = _ending.Properties;
        update.RawRepresentation = _rawEnding;
        updates.Add(update);
    }

    private void ReadEvent(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        switch (BedrockWords.Events.TryFind(type, out BedrockEventType known) ? known : BedrockEventType.Unknown)
        {
            case BedrockEventType.BlockDelta: ReadDelta(data, updates); break;
            case BedrockEventType.BlockStart: OpenBlock(data, updates); break;
            case BedrockEventType.BlockStop: CloseBlock(data, updates); break;
            case BedrockEventType.MessageStop: ReadMessageStop(data, updates); break;
            case BedrockEventType.Metadata:
                ReadEnding(data);
                IsEnded = IsComplete ? true : throw new JsonException("The metadata came before the message's end.");
                break;
            case BedrockEventType.MessageStart when call.CaptureRaw: updates.Add(CreateUpdate([], data)); break;
            default:
                ThrowIfError(type, data);
                WireJson.Check(data);
                break;
        }
    }

    private void ReadMessageStop(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        ReadEnding(data);
        EmitLeft(data, updates);
        while (_open.Count > 0)
        {
            Close(_open[0], data, updates);
        }

        IsComplete = true;
    }

    private static void ThrowIfError(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (type.StartsWith(BedrockWords.ExceptionPrefix))
        {
            throw new ProviderException(
                BedrockErrorReader.Read(null, Encoding.UTF8.GetString(type[BedrockWords.ExceptionPrefix.Length..]), data));
        }

        if (type.StartsWith(BedrockWords.ErrorPrefix))
        {
            throw new ProviderException(BedrockErrorReader.ReadText(
                Encoding.UTF8.GetString(type[BedrockWords.ErrorPrefix.Length..]), Encoding.UTF8.GetString(data)));
        }
    }

    private void OpenBlock(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        JsonElement body = WireJson.ParseMended(data);
        int index = body.GetProperty(BedrockNames.ContentBlockIndex).GetInt32();
        JsonElement start = body.GetProperty(BedrockNames.Start);
        call.Bound.Add(data.Length, BoundedBuffer.Blocks);
        if (TryFind(start, BedrockNames.ToolUse, out JsonElement tool))
        {
            string? id = tool.TryGetProperty(BedrockNames.ToolUseId, out JsonElement given) ? given.GetString() : null;
            BedrockOpenBlock block = new(call, index,
                BedrockBlockReader.IsServers(tool) ? BedrockBlockKind.ServerCall : BedrockBlockKind.ToolCall)
            {
                Id = string.IsNullOrEmpty(id) ? ToolCallIds.Mint(call.AttemptId, _mintedIds++) : id,
                Name = tool.TryGetProperty(BedrockNames.Name, out JsonElement name) && name.GetString() is { } named
                    ? named
                    : throw new JsonException("A tool call has no name."),
                Start = tool,
            };
            Open(block);
            ShowDelta(block, "", data, updates);
        }
        else if (TryFind(start, BedrockNames.ToolResult, out JsonElement result))
        {
            Open(new BedrockOpenBlock(call, index, BedrockBlockKind.ServerResult) { Start = result });
        }
        else if (TryFind(start, BedrockNames.Image, out JsonElement image))
        {
            Open(new BedrockOpenBlock(call, index, BedrockBlockKind.Image)
            {
                Name = image.TryGetProperty(BedrockNames.Format, out JsonElement format) ? format.GetString() ?? "" : "",
            });
        }
    }

    // A kind that is null is none.
    private static bool TryFind(JsonElement start, ReadOnlySpan<byte> kind, out JsonElement block)
    {
        block = default;
        return start.ValueKind != JsonValueKind.Null && start.TryGetProperty(kind, out block) && block.ValueKind != JsonValueKind.Null;
    }

    private void ReadDelta(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (IsComplete)
        {
            throw new JsonException("A delta follows the message's end.");
        }

        BedrockDelta delta = BedrockDelta.Read(data, ref _pieces);
        if (!string.IsNullOrEmpty(delta.Text))
        {
            Emit(new TextContent(delta.Text), data, updates);
        }
        else if (!string.IsNullOrEmpty(delta.Input))
        {
            BedrockOpenBlock block = Find(delta.Index);
            block.Append(delta.Input);
            ShowDelta(block, delta.Input, data, updates);
        }
        else if (!string.IsNullOrEmpty(delta.Reasoning))
        {
            Emit(Reasoning(delta.Index).Reason(delta.Reasoning), data, updates);
        }
        else if (!string.IsNullOrEmpty(delta.Signature))
        {
            Reasoning(delta.Index).Sign(delta.Signature);
        }
        else if (!string.IsNullOrEmpty(delta.Redacted))
        {
            Emit(RedactedReasoning.Create(delta.Redacted, BedrockProtocol.ProtocolName), data, updates);
        }
        else if (delta.Citation is not null)
        {
            Emit(new TextContent("") { Annotations = [delta.Citation] }, data, updates);
        }
        else if (!delta.ServerResult.IsEmpty)
        {
            Find(delta.Index).AppendElements(delta.ServerResult);
        }
        else if (delta.Image is not null)
        {
            Find(delta.Index).Append(delta.Image);
        }
    }

    private void CloseBlock(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        while (JsonFields.NextProperty(ref reader))
        {
            bool isIndex = reader.ValueTextEquals(BedrockNames.ContentBlockIndex);
            reader.Read();
            if (isIndex)
            {
                EmitLeft(data, updates);
            }

            if (isIndex && TryFind(reader.GetInt32()) is { } block)
            {
                Close(block, data, updates);
            }

            reader.Skip();
        }
    }

    private void ReadEnding(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data, WireJson.Options);
        WireJson.Enter(ref reader);
        while (JsonFields.NextProperty(ref reader))
        {
            _ending.Read(ref reader);
        }

        WireJson.ExpectEnd(ref reader);
        _rawEnding = call.CaptureRaw ? WireJson.Parse(data) : null;
    }

    private void ShowDelta(BedrockOpenBlock block, string piece, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (call.StreamToolCallDeltas && block.Kind == BedrockBlockKind.ToolCall)
        {
            Emit(new ToolCallDeltaContent(block.Id, block.Name, piece), data, updates);
        }
    }

    private BedrockOpenBlock Reasoning(int index)
    {
        if (TryFind(index) is not { } block)
        {
            Open(block = new BedrockOpenBlock(call, index, BedrockBlockKind.Reasoning));
        }

        return block;
    }

    private void Open(BedrockOpenBlock block)
    {
        if (TryFind(block.Index) is not null)
        {
            throw new JsonException($"Block {block.Index} starts twice.");
        }

        PartialToolCalls.CheckCount(_open.Count);
        _open.Add(block);
    }

    private BedrockOpenBlock Find(int index) => TryFind(index)
        ?? throw new JsonException($"A delta belongs to block {index}, which is not open.");

    private BedrockOpenBlock? TryFind(int index)
    {
        foreach (BedrockOpenBlock block in _open)
        {
            if (block.Index == index)
            {
                return block;
            }
        }

        return null;
    }

    private void EmitLeft(ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        while (_pieces.TakeLeft() is { } left)
        {
            Emit(left, data, updates);
        }
    }

    private void Close(BedrockOpenBlock block, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        _open.Remove(block);
        if (block.Kind is BedrockBlockKind.ToolCall or BedrockBlockKind.ServerCall && _pieces.Input.Take() is { } left)
        {
            block.Append(left);
        }

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
        MessageId = call.AttemptId,
        RawRepresentation = call.CaptureRaw && !data.IsEmpty ? WireJson.Parse(data) : null,
    };
}
