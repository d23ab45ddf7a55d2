using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIChat;

/// <summary>Reads an answer that came as one body.</summary>
internal static class OpenAIChatResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call, ChatDialect dialect)
    {
        OpenAIChatAnswerReader answer = new(call, dialect, streaming: false);
        List<AIContent>? contents = null;
        answer.Read(body, ref contents);
        answer.Complete(ref contents);
        if (!answer.HasChoice)
        {
            throw ProtocolError.Malformed("It holds no choice.");
        }

        AdditionalPropertiesDictionary? properties = answer.TakeProperties(ref contents);
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
            AdditionalProperties = properties,
            RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null,
        };
        return response;
    }
}
