using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Reads an answer that comes in lines; the one that says so is the last.</summary>
internal sealed class OllamaStreamReader(ChatCall call) : IChatStreamReader
{
    private readonly OllamaAnswerReader _answer = new(call);

    public bool IsComplete => _answer.IsDone;

    public bool IsEnded => _answer.IsDone;

    public UsageDetails? Usage => _answer.Usage;

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (_answer.IsDone)
        {
            return;
        }

        List<AIContent>? contents = null;
        _answer.Read(data, ref contents);
        if (contents is null && !call.CaptureRaw)
        {
            return;
        }

        ChatResponseUpdate update = Create(contents);
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

        ChatResponseUpdate update = Create(contents);
        update.FinishReason = _answer.Finish;
        update.AdditionalProperties = _answer.Durations;
        updates.Add(update);
    }

    private ChatResponseUpdate Create(List<AIContent>? contents)
    {
        ChatResponseUpdate update = new()
        {
            Role = ChatRole.Assistant,
            MessageId = call.AttemptId,
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
