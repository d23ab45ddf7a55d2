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
            Utf8JsonReader reader = new(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw JsonFields.Unexpected(reader.TokenType, "a response");
            }

            answer.Read(ref reader, body, open: null, readsOutput: true, ref contents);
            if (reader.Read())
            {
                throw JsonFields.Unexpected(reader.TokenType, "the end");
            }
        }
        catch (Exception exception) when (ResponsesFaults.IsMalformed(exception))
        {
            throw ResponsesFaults.Malformed(exception);
        }

        if (!answer.HasOutput && !answer.IsPending)
        {
            throw ResponsesFaults.Malformed("The provider's answer holds no output.");
        }

        ChatMessage message = new(ChatRole.Assistant, contents ?? [])
        {
            MessageId = answer.Id ?? call.AttemptId,
            CreatedAt = answer.CreatedAt,
        };
        ChatResponse response = new(message)
        {
            ResponseId = answer.Id,
            ConversationId = answer.ConversationId,
            ModelId = answer.ModelId,
            CreatedAt = answer.CreatedAt,
            FinishReason = answer.FinishReason,
            Usage = answer.Usage,
            ContinuationToken = answer is { IsPending: true, Id: { } id } ? new ResponsesContinuation(id, null).ToToken() : null,
            RawRepresentation = call.CaptureRaw ? JsonElement.Parse(body) : null,
        };
        if (answer.ServiceTier is { } tier)
        {
            response.AdditionalProperties = new() { ["service_tier"] = tier };
        }

        return response;
    }
}
