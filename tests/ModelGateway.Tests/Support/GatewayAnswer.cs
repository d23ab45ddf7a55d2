using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Support;

/// <summary>What a caller saw of one request: the text, the updates, the end.</summary>
internal sealed record GatewayAnswer(string Text, IReadOnlyList<ChatResponseUpdate> Updates, ChatResponse? Response, Exception? Exception)
{
    public GatewayReceipt Receipt => (Exception as GatewayException)?.Receipt
        ?? Response?.GetReceipt()
        ?? Updates[^1].GetReceipt()
        ?? throw new InvalidOperationException("The request left no receipt.");
}
