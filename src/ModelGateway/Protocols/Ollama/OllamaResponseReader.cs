using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Ollama;

/// <summary>Reads an answer that came as one body.</summary>
internal static class OllamaResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call)
    {
        OllamaAnswerReader answer = new(call);
        List<AIContent>? contents = null;
        answer.Read(body, ref contents);
        if (!answer.HasMessage)
        {
            throw ProtocolError.Malformed("It holds no message.");
        }

        if (!answer.IsDone)
        {
            throw new ProviderException(new ProviderFailure(FailureKind.Truncated, "Ollama sent an answer that is not done."));
        }

        ChatMessage message = new(ChatRole.Assistant, contents ?? []) { MessageId = call.AttemptId, CreatedAt = answer.CreatedAt };
        return new ChatResponse(message)
        {
            ModelId = answer.ModelId,
            CreatedAt = answer.CreatedAt,
            FinishReason = answer.Finish,
            Usage = answer.Usage,
            AdditionalProperties = answer.Durations,
            RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null,
        };
    }
}
