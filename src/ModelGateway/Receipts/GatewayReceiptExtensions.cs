using ModelGateway;
using ModelGateway.Receipts;

namespace Microsoft.Extensions.AI;

/// <summary>Reads receipts from what the gateway answered.</summary>
public static class GatewayReceiptExtensions
{
    /// <summary>The receipt of a response; of the last request where a tool loop made several.</summary>
    /// <param name="response">A response that came through a gateway, or was put together from its updates.</param>
    /// <returns>The receipt; null where the response did not come from a gateway, or came out of a cache around it.</returns>
    public static GatewayReceipt? GetReceipt(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (ReceiptHandle.Find(response.AdditionalProperties) is { } onResponse)
        {
            return onResponse;
        }

        for (int i = response.Messages.Count - 1; i >= 0; i--)
        {
            if (Find(response.Messages[i]) is { } onMessage)
            {
                return onMessage;
            }
        }

        return (response as GatewayChatResponse)?.Receipt;
    }

    /// <summary>The receipts of every request behind a response, in order: one for each turn of a tool loop.</summary>
    /// <param name="response">A response that came through a gateway.</param>
    /// <returns>The receipts; empty where the response did not come from a gateway.</returns>
    public static IReadOnlyList<GatewayReceipt> GetReceipts(this ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        List<GatewayReceipt> receipts = [];
        foreach (ChatMessage message in response.Messages)
        {
            AddNew(receipts, Find(message));
        }

        AddNew(receipts, ReceiptHandle.Find(response.AdditionalProperties));
        AddNew(receipts, (response as GatewayChatResponse)?.Receipt);
        return receipts;
    }

    /// <summary>The receipt on the last update of a stream.</summary>
    /// <param name="update">An update.</param>
    /// <returns>The receipt; null on every update but the last.</returns>
    public static GatewayReceipt? GetReceipt(this ChatResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return ReceiptHandle.Find(update.AdditionalProperties);
    }

    /// <summary>The receipt of generated embeddings.</summary>
    /// <typeparam name="TEmbedding">The kind of embedding.</typeparam>
    /// <param name="embeddings">Embeddings that came through a gateway.</param>
    /// <returns>The receipt; null where they did not come from a gateway, came out of a cache around it, or were none.</returns>
    public static GatewayReceipt? GetReceipt<TEmbedding>(this GeneratedEmbeddings<TEmbedding> embeddings)
        where TEmbedding : Embedding
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        return ReceiptHandle.Find(embeddings.AdditionalProperties);
    }

    private static GatewayReceipt? Find(ChatMessage message) =>
        (message as ReceiptedMessage)?.Receipt ?? ReceiptHandle.Find(message.AdditionalProperties);

    private static void AddNew(List<GatewayReceipt> receipts, GatewayReceipt? receipt)
    {
        if (receipt is not null && !receipts.Contains(receipt))
        {
            receipts.Add(receipt);
        }
    }
}
