using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>
/// A response that carries its receipt as a typed property: serializers that know <see cref="ChatResponse"/> do not see it, so a cache
/// around the gateway cannot store it and play it back as if it were current.
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
    /// A copy of an inner client's response, which may be that client's own object, handed out again and again. What middleware writes to
    /// (a tool loop adds up <see cref="ChatResponse.Usage"/> in place, others add contents and properties) is copied with it.
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
