using Microsoft.Extensions.AI;
using ModelGateway.Receipts;

namespace ModelGateway.Pipeline.Stages;

/// <summary>
/// Makes what the caller gets: the provider's answer with the receipt. Ids that only the issuing deployment understands carry its name.
/// </summary>
internal static class ResponseFactory
{
    public static ChatResponse Response(ChatResponse inner, GatewayReceipt receipt)
    {
        GatewayChatResponse response = GatewayChatResponse.Create(inner, receipt);
        if (inner.ConversationId is { } conversation)
        {
            response.ConversationId = IssuedId.Encode(receipt.Deployment!, conversation);
        }

        if (inner.ContinuationToken is { } token)
        {
            response.ContinuationToken = IssuedId.Encode(receipt.Deployment!, token);
        }

        return response;
    }

    public static GeneratedEmbeddings<Embedding<float>> Embeddings(GeneratedEmbeddings<Embedding<float>> answer, GatewayReceipt receipt)
    {
        ReceiptHandle.Issue(answer.AdditionalProperties ??= [], receipt);
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
    /// The update that ends a stream: nothing but the receipt. It has a message id because <c>ToChatResponseAsync</c> puts the properties
    /// of updates with an id on the message, where a tool loop keeps them apart, and those of updates without an id on the response.
    /// </summary>
    public static ChatResponseUpdate Last(string? messageId, string? responseId, GatewayReceipt receipt) => new()
    {
        AdditionalProperties = ReceiptHandle.Issue(receipt),
        MessageId = messageId ?? receipt.RequestId,
        ResponseId = responseId,
    };
}
