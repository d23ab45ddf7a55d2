using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Protocols;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>A chat answered as a stream. The attempt commits at the first content; what came before it is held back until then.</summary>
internal sealed class ChatStreamOperation(ChatRequest chat) : IOperation<CommittedStream>
{
    public bool Streaming => true;

    public int? RequestedOutputTokens => chat.Options?.MaxOutputTokens;

    public string? ServiceTier => chat.ServiceTier;

    public TokenEstimate EstimateInput(Deployment deployment) => chat.EstimateInput(deployment);

    public string? CauseOf(Deployment deployment) => chat.RepairOf(deployment) is null ? null : SchemaRepair.Cause;

    public async ValueTask<CommittedStream> StartAsync(Attempt attempt)
    {
        ChatBridge? bridge = ChatBridge.Of(attempt, chat);
        bool showsWhole = bridge is { ShowsWhole: true };
        ChatCall call = chat.CreateCall(attempt, bridge, streaming: true, isSeen: !showsWhole);
        try
        {
            ProviderStream stream = new(attempt, call, showsWhole ? null : bridge?.Updates());
            try
            {
                CommittedStream committed = new(attempt, stream);
                if (showsWhole)
                {
                    ChatResponse response = await stream.ReadToEndAsync().ConfigureAwait(false);
                    committed.ShowWhole(bridge!.Read(response).ToChatResponseUpdates());
                    return committed;
                }

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
