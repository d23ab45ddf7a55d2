using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Reads an answer that came as one body. Cohere names neither the model nor the time.</summary>
internal static class CohereResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call)
    {
        CohereAnswerReader answer = new(call, streaming: false);
        List<AIContent>? contents = null;
        answer.Read(body, ref contents);
        answer.Complete(ref contents);
        if (!answer.HasMessage)
        {
            throw ProtocolError.Malformed("It holds no message.");
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents ?? []) { MessageId = answer.Id ?? call.AttemptId })
        {
            ResponseId = answer.Id,
            ModelId = call.ModelId,
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
            RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null,
        };
    }
}
