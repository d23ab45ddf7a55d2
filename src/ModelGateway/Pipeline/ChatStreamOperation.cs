using ModelGateway.Costs.Tokens;
using ModelGateway.Providers;

namespace ModelGateway.Pipeline;

/// <summary>A chat answered as a stream. The attempt commits at the first content; what came before it is held back until then.</summary>
internal sealed class ChatStreamOperation(ChatRequest chat) : IOperation<CommittedStream>
{
    public bool Streaming => true;

    public int? RequestedOutputTokens => chat.Options?.MaxOutputTokens;

    public string? ServiceTier => chat.ServiceTier;

    public TokenEstimate EstimateInput(Deployment deployment) => chat.EstimateInput(deployment);

    public async ValueTask<CommittedStream> StartAsync(Attempt attempt)
    {
        ChatCall call = chat.CreateCall(attempt, streaming: true);
        try
        {
            ProviderStream stream = new(attempt, call);
            try
            {
                CommittedStream committed = new(attempt, stream);
                await committed.CommitAsync().ConfigureAwait(false);
                return committed;
            }
            catch
            {
                await stream.CloseAsync().ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            attempt.Note(call);
        }
    }
}
