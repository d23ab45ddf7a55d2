using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Protocols;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>
/// A chat that the provider streams and the caller gets in one piece: the first-token and idle clocks apply, and as the caller sees
/// nothing before the end, failover is free until then.
/// </summary>
internal sealed class ChatCoalesceOperation(ChatRequest chat) : IOperation<ChatResponse>
{
    public bool Streaming => true;

    public int? RequestedOutputTokens => chat.Options?.MaxOutputTokens;

    public string? ServiceTier => chat.ServiceTier;

    public TokenEstimate EstimateInput(Deployment deployment) => chat.EstimateInput(deployment);

    public string? CauseOf(Deployment deployment) => chat.RepairOf(deployment) is null ? null : SchemaRepair.Cause;

    public async ValueTask<ChatResponse> StartAsync(Attempt attempt)
    {
        ChatBridge? bridge = ChatBridge.Of(attempt, chat);
        ChatCall call = chat.CreateCall(attempt, bridge, streaming: true, isSeen: false);
        ProviderStream stream = new(attempt, call);
        try
        {
            ChatResponse response = await stream.ReadToEndAsync().ConfigureAwait(false);
            return bridge?.Read(response) ?? response;
        }
        finally
        {
            attempt.Note(call);
            await stream.CloseAsync().ConfigureAwait(false);
        }
    }
}
