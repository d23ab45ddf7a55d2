using Microsoft.Extensions.AI;
using ModelGateway.Costs.Tokens;
using ModelGateway.Providers;

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

    public async ValueTask<ChatResponse> StartAsync(Attempt attempt)
    {
        ChatCall call = chat.CreateCall(attempt, streaming: true, isSeen: false);
        ProviderStream stream = new(attempt, call);
        try
        {
            List<ChatResponseUpdate> updates = [];
            bool hasContent = false;
            while (await stream.MoveNextAsync().ConfigureAwait(false))
            {
                updates.Add(stream.Current);
                if (!hasContent && ProviderStream.HasContent(stream.Current))
                {
                    hasContent = true;
                    attempt.OnFirstContent();
                }
            }

            attempt.Complete(stream.Result);
            return updates.ToChatResponse();
        }
        finally
        {
            attempt.Note(call);
            await stream.CloseAsync().ConfigureAwait(false);
        }
    }
}
