using Microsoft.Extensions.AI;

namespace ModelGateway.Receipts;

/// <summary>A message that carries its receipt as a typed property, so that a tool loop, which keeps only messages, keeps all receipts.</summary>
internal sealed class ReceiptedMessage : ChatMessage
{
    public ReceiptedMessage(ChatMessage inner, GatewayReceipt receipt)
        : base(inner.Role, inner.Contents)
    {
        AdditionalProperties = inner.AdditionalProperties;
        AuthorName = inner.AuthorName;
        CreatedAt = inner.CreatedAt;
        MessageId = inner.MessageId;
        RawRepresentation = inner.RawRepresentation;
        Receipt = receipt;
    }

    public GatewayReceipt Receipt { get; }
}
