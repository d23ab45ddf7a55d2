using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Support;

/// <summary>The parts of an answer that a caller saw: text, updates and end.</summary>
internal sealed record GatewayAnswer(string Text, IReadOnlyList<ChatResponseUpdate> Updates, ChatResponse? Response, Exception? Exception)
{
    public GatewayReceipt Receipt => (Exception as GatewayException)?.Receipt
        ?? Response?.GetReceipt()
        ?? Updates[^1].GetReceipt()
        ?? throw new InvalidOperationException("The request left no receipt.");
}
