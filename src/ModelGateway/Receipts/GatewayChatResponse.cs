using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>
/// A response with its receipt as a typed property. Serializers of <see cref="ChatResponse"/> leave the property out, so that a cache
/// around the gateway cannot store the receipt and return it with a later answer.
/// </summary>
internal sealed class GatewayChatResponse : ChatResponse
{
    public GatewayChatResponse(IList<ChatMessage> messages, GatewayReceipt receipt)
        : base(messages)
    {
        Receipt = receipt;
    }

    public GatewayReceipt Receipt { get; }

    /// <summary>
    /// A copy of an inner client's response, which that client may return more than once. The parts that middleware changes in place are
    /// copied too: a tool loop adds up <see cref="ChatResponse.Usage"/>, other clients add contents and properties.
    /// </summary>
    public static GatewayChatResponse Create(ChatResponse inner, GatewayReceipt receipt)
    {
        IList<ChatMessage> innerMessages = inner.Messages;
        List<ChatMessage> messages = new(innerMessages.Count);
        for (int i = 0; i < innerMessages.Count; i++)
        {
            messages.Add(new ReceiptedMessage(innerMessages[i], i == innerMessages.Count - 1 ? receipt : null));
        }

        return new GatewayChatResponse(messages, receipt)
        {
            AdditionalProperties = inner.AdditionalProperties?.Clone(),
            ContinuationToken = inner.ContinuationToken,
            ConversationId = inner.ConversationId,
            CreatedAt = inner.CreatedAt,
            FinishReason = inner.FinishReason,
            ModelId = inner.ModelId,
            RawRepresentation = inner.RawRepresentation,
            ResponseId = inner.ResponseId,
            Usage = inner.Usage is { } usage ? Copy(usage) : null,
        };
    }

    private static UsageDetails Copy(UsageDetails usage)
    {
        UsageDetails copy = new();
        copy.Add(usage);
        return copy;
    }
}
