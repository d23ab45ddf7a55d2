using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Reads an answer that comes in events. <c>message-end</c> brings the finish reason and the usage; <c>[DONE]</c> follows.</summary>
internal sealed class CohereStreamReader(ChatCall call) : IChatStreamReader
{
    private readonly CohereAnswerReader _answer = new(call, streaming: true);
    private string? _messageId;
    private bool _done;

    public bool IsComplete => _answer.FinishReason is not null;

    public bool IsEnded => _done;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (_done || data.IsEmpty)
        {
            return;
        }

        if (data.Trim((byte)' ').SequenceEqual("[DONE]"u8))
        {
            _done = true;
            return;
        }

        if (eventType.SequenceEqual("error"u8))
        {
            throw new ProviderException(ErrorReader.Read(statusCode: null, data));
        }

        List<AIContent>? contents = null;
        bool ended = _answer.Read(data, ref contents);
        if (ended)
        {
            _answer.Complete(ref contents);
        }

        bool preamble = _messageId is null && _answer.HasMessage;
        if (contents is null && !ended && !preamble && !call.CaptureRaw)
        {
            return;
        }

        ChatResponseUpdate update = Create(contents);
        update.FinishReason = ended ? _answer.FinishReason : null;
        update.RawRepresentation = call.CaptureRaw ? WireJson.Parse(data) : null;
        updates.Add(update);
    }

    public void Finish(List<ChatResponseUpdate> updates)
    {
        List<AIContent>? contents = null;
        _answer.Complete(ref contents);
        if (_answer.Usage is { } usage)
        {
            (contents ??= new(1)).Add(new UsageContent(usage));
        }

        if (contents is not null)
        {
            updates.Add(Create(contents));
        }
    }

    private ChatResponseUpdate Create(List<AIContent>? contents)
    {
        // One id for all updates, whenever the provider's own arrives: Microsoft.Extensions.AI begins a message where the id changes.
        _messageId ??= _answer.Id ?? call.AttemptId;
        ChatResponseUpdate update = new()
        {
            Role = ChatRole.Assistant,
            ResponseId = _answer.Id,
            MessageId = _messageId,
            ModelId = call.ModelId,
        };
        if (contents is not null)
        {
            update.Contents = contents;
        }

        return update;
    }
}
