using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Answers;

/// <summary>
/// Reads a stream in which each event is a chunk of one answer. <c>[DONE]</c> ends it, unless the answer itself marks its last chunk.
/// </summary>
internal sealed class ChunkedStreamReader(ChatCall call, AnswerReader answer) : IChatStreamReader
{
    private string? _messageId;
    private bool _done;
    private bool _finishReported;

    // "[DONE]" without a finish reason means that a proxy closed a stream that was cut upstream: truncated. Some services end so.
    public bool IsComplete => answer.FinishReason is not null || (_done && (answer.HasEnded || EndIsUnconfirmed));

    public bool EndIsUnconfirmed { get; private set; }

    public bool IsEnded => _done;

    public UsageDetails? Usage => answer.Usage;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (_done || data.IsEmpty)
        {
            return;
        }

        if (data.Trim((byte)' ').SequenceEqual("[DONE]"u8))
        {
            _done = true;
            EndIsUnconfirmed = answer.FinishReason is null && !answer.HasEnded && answer.MayHaveEnded;
            return;
        }

        if (eventType.SequenceEqual("error"u8))
        {
            throw new ProviderException(ErrorReader.Read(statusCode: null, data));
        }

        List<AIContent>? contents = null;
        bool ended = answer.Read(data, ref contents);
        _done = answer.IsLast;
        if (ended)
        {
            answer.Complete(ref contents);
        }

        bool isFirst = _messageId is null && answer.HasMessage;
        if (contents is null && !ended && !isFirst && !call.CaptureRaw)
        {
            return;
        }

        ChatResponseUpdate update = Create(contents);
        update.FinishReason = ended ? answer.FinishReason : null;
        update.RawRepresentation = call.CaptureRaw ? WireJson.Parse(data) : null;
        _finishReported |= ended;
        updates.Add(update);
    }

    public void Finish(List<ChatResponseUpdate> updates)
    {
        List<AIContent>? contents = null;
        answer.Complete(ref contents);
        AdditionalPropertiesDictionary? properties = answer.TakeProperties(ref contents);
        if (answer.Usage is { } usage)
        {
            (contents ??= new(1)).Add(new UsageContent(usage));
        }

        ChatFinishReason? unreported = _finishReported ? null : answer.FinishReason;
        if (contents is null && properties is null && unreported is null)
        {
            return;
        }

        ChatResponseUpdate update = Create(contents);
        update.FinishReason = unreported;
        update.AdditionalProperties = properties;
        updates.Add(update);
    }

    private ChatResponseUpdate Create(List<AIContent>? contents)
    {
        // All updates carry the id that the first one had, even if the provider's own id arrives later: Microsoft.Extensions.AI begins a
        // new message where the id changes.
        _messageId ??= answer.Id ?? call.AttemptId;
        ChatResponseUpdate update = new()
        {
            Role = ChatRole.Assistant,
            ResponseId = answer.Id,
            MessageId = _messageId,
            ModelId = answer.ModelId,
            CreatedAt = answer.CreatedAt,
        };
        if (contents is not null)
        {
            update.Contents = contents;
        }

        return update;
    }
}
