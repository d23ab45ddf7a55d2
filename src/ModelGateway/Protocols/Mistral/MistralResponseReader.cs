using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Reads an answer that came as one body.</summary>
internal static class MistralResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call)
    {
        MistralAnswerReader answer = new(call, streaming: false);
        List<AIContent>? contents = null;
        answer.Read(body, ref contents);
        answer.Complete(ref contents);
        if (!answer.HasChoice)
        {
            throw ProtocolError.Malformed("It holds no choice.");
        }

        ChatMessage message = new(ChatRole.Assistant, contents ?? [])
        {
            MessageId = answer.Id ?? call.AttemptId,
            CreatedAt = answer.CreatedAt,
        };
        ChatResponse response = new(message)
        {
            ResponseId = answer.Id,
            ModelId = answer.ModelId,
            CreatedAt = answer.CreatedAt,
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
            RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null,
        };
        if (answer.ServiceTier is { } tier)
        {
            response.AdditionalProperties = new() { ["service_tier"] = tier };
        }

        return response;
    }
}
