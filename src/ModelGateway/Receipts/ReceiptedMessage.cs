using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>
/// A copy of a message with its receipt as a typed property. A tool loop keeps only the messages of its responses, and with them every
/// receipt.
/// </summary>
internal sealed class ReceiptedMessage : ChatMessage
{
    public ReceiptedMessage(ChatMessage inner, GatewayReceipt? receipt)
        : base(inner.Role, new List<AIContent>(inner.Contents))
    {
        AdditionalProperties = inner.AdditionalProperties?.Clone();
        AuthorName = inner.AuthorName;
        CreatedAt = inner.CreatedAt;
        MessageId = inner.MessageId;
        RawRepresentation = inner.RawRepresentation;
        Receipt = receipt;
    }

    /// <summary>The receipt; null on all messages of an answer but the last.</summary>
    public GatewayReceipt? Receipt { get; }
}
