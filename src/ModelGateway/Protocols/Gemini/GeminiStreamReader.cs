using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// Reads the events of <c>streamGenerateContent</c>. No event marks the end: when the stream ends, the last candidate must have finished.
/// Usage, citations and the finish reason may be repeated and corrected by every event, so they are part of the last update.
/// </summary>
internal sealed class GeminiStreamReader(ChatCall call, GeminiFlavor flavor) : IChatStreamReader
{
    private readonly GeminiAnswerReader _answer = new(call, flavor);
    private string? _messageId;

    public bool IsComplete => _answer.IsFinished;

    public bool IsEnded => false;

    public bool EndsWithConnection => true;

    public UsageDetails? Usage => _answer.TryReadUsage();

    public void Read(ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> data, List<ChatResponseUpdate> updates)
    {
        if (eventType.SequenceEqual("error"u8))
        {
            throw new ProviderException(GeminiErrorReader.ReadEmbedded(data));
        }

        List<AIContent>? contents = _answer.Read(data);
        if (call.CaptureRaw)
        {
            ChatResponseUpdate update = Create(contents);
            update.RawRepresentation = WireJson.Parse(data);
            updates.Add(update);
        }
        else if (contents is not null)
        {
            updates.Add(Create(contents));
        }
    }

    public void Finish(List<ChatResponseUpdate> updates)
    {
        List<AIContent>? left = null;
        _answer.Complete(ref left);
        List<AIContent> contents = left ?? new(1);
        if (_answer.Grounding is { IsEmpty: false } grounding)
        {
            contents.Add(new TextContent("") { Annotations = grounding.ToAnnotations(text: null) });
        }

        if (_answer.ReadExplanation() is { } explanation)
        {
            contents.Add(explanation);
        }

        if (_answer.ReadUsage() is { } usage)
        {
            contents.Add(new UsageContent(usage));
        }

        ChatResponseUpdate update = Create(contents);
        update.FinishReason = _answer.Finish;
        update.AdditionalProperties = _answer.CreateProperties();
        updates.Add(update);
    }

    private ChatResponseUpdate Create(List<AIContent>? contents) => new()
    {
        Role = ChatRole.Assistant,
        Contents = contents!,
        ResponseId = _answer.ResponseId,
        MessageId = _messageId ??= _answer.ResponseId ?? call.AttemptId,
        ModelId = _answer.ModelId,
        CreatedAt = _answer.CreatedAt,
    };
}
