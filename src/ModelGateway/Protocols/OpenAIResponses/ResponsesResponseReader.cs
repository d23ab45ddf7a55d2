using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>Reads an answer that came as one body.</summary>
internal static class ResponsesResponseReader
{
    public static ChatResponse Read(ReadOnlySpan<byte> body, ChatCall call, ResponsesSettings settings)
    {
        ResponsesAnswerReader answer = new(call, settings);
        List<AIContent>? contents = null;
        try
        {
            Utf8JsonReader reader = new(body, WireJson.Options);
            WireJson.Enter(ref reader);

            answer.Read(ref reader, body, open: null, readsOutput: true, ref contents);
            WireJson.ExpectEnd(ref reader);
            return answer.HasOutput || answer.IsPending ? CreateResponse(answer, contents ?? [], body, call)
                : throw ProtocolError.Malformed("It holds no output.");
        }
        catch (Exception exception) when (WireJson.IsMalformed(exception))
        {
            throw ProtocolError.Malformed(exception);
        }
    }

    private static ChatResponse CreateResponse(
        ResponsesAnswerReader answer, List<AIContent> contents, ReadOnlySpan<byte> body, ChatCall call)
    {
        ChatMessage message = new(ChatRole.Assistant, contents)
        {
            MessageId = answer.Id ?? call.AttemptId,
            CreatedAt = answer.CreatedAt,
        };
        return new ChatResponse(message)
        {
            ResponseId = answer.Id,
            ConversationId = answer.ConversationId,
            ModelId = answer.ModelId,
            CreatedAt = answer.CreatedAt,
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
            AdditionalProperties = answer.CreateProperties(),
            ContinuationToken = answer is { IsPending: true, Id: { } id } ? new ResponsesContinuation(id, null).ToToken() : null,
            RawRepresentation = call.CaptureRaw ? WireJson.Parse(body) : null,
        };
    }
}
