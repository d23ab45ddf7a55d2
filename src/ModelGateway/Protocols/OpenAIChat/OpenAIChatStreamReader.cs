using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads an answer that comes in chunks. Usage comes after the end of the turn, in a chunk without choices.</summary>
internal sealed class OpenAIChatStreamReader(ChatCall call, ChatDialect dialect) : IChatStreamReader
{
    private readonly OpenAIChatAnswerReader _answer = new(call, dialect, streaming: true);
    private string? _messageId;
    private bool _done;

    // An end that no choice gave a reason for is how a proxy ends what its upstream cut off.
    public bool IsComplete => _answer.FinishReason is not null || (_done && _answer.HasEnded);

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

        bool preamble = _messageId is null && _answer.HasChoice;
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
        AdditionalPropertiesDictionary? properties = _answer.TakeProperties(ref contents);
        if (_answer.Usage is { } usage)
        {
            (contents ??= new(1)).Add(new UsageContent(usage));
        }

        if (contents is null && properties is null)
        {
            return;
        }

        ChatResponseUpdate update = Create(contents);
        update.AdditionalProperties = properties;
        updates.Add(update);
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
            ModelId = _answer.ModelId,
            CreatedAt = _answer.CreatedAt,
        };
        if (contents is not null)
        {
            update.Contents = contents;
        }

        return update;
    }
}
