using Microsoft.Extensions.AI;
using ModelGateway.Receipts;

namespace ModelGateway.Pipeline;

/// <summary>What the caller gets: the provider's answer with the receipt, and with the issuing deployment's name on ids that only it understands.</summary>
internal static class ResponseFactory
{
    public static ChatResponse Response(ChatResponse inner, GatewayRequest request)
    {
        GatewayChatResponse response = GatewayChatResponse.Create(inner, request.Receipt);
        if (inner.ConversationId is { } conversation)
        {
            response.ConversationId = IssuedId.Encode(request.Receipt.Deployment!, conversation);
        }

        if (inner.ContinuationToken is { } token)
        {
            response.ContinuationToken = IssuedId.Encode(request.Receipt.Deployment!, token);
        }

        return response;
    }

    public static GeneratedEmbeddings<Embedding<float>> Embeddings(EmbeddingRequest embedding, GatewayRequest request)
    {
        GeneratedEmbeddings<Embedding<float>> answer = embedding.ToAnswer();
        ReceiptHandle.Issue(answer.AdditionalProperties ??= [], request.Receipt);
        return answer;
    }

    public static ChatResponseUpdate Update(ChatResponseUpdate update, Deployment deployment)
    {
        ToolCallDelta.Publish(update.Contents);
        if (update is { ConversationId: null, ContinuationToken: null })
        {
            return update;
        }

        ChatResponseUpdate copy = update.Clone();
        copy.ConversationId = update.ConversationId is { } conversation ? IssuedId.Encode(deployment.Name, conversation) : null;
        copy.ContinuationToken = update.ContinuationToken is { } token ? IssuedId.Encode(deployment.Name, token) : null;
        return copy;
    }

    /// <summary>
    /// The update that ends a stream: nothing but the receipt. It carries a message id, as <c>ToChatResponseAsync</c> puts the properties
    /// of updates with one on the message, where a tool loop keeps them apart, and of updates without one on the response.
    /// </summary>
    public static ChatResponseUpdate Last(CommittedStream stream, GatewayRequest request) => new()
    {
        AdditionalProperties = ReceiptHandle.Issue(request.Receipt),
        MessageId = stream.MessageId ?? request.Receipt.RequestId,
        ResponseId = stream.ResponseId,
    };
}
