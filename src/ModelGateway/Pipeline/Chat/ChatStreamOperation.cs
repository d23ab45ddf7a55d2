using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Protocols;

namespace ModelGateway.Pipeline.Chat;

/// <summary>A chat answered as a stream. The attempt commits at the first content; everything before it is held back until then.</summary>
internal sealed class ChatStreamOperation(in ChatIntake intake) : ChatOperation<CommittedStream>(intake)
{
    public override bool Streaming => true;

    public override async ValueTask<AttemptAnswer<CommittedStream>> StartAsync(Attempt attempt)
    {
        ChatBridge? bridge = CreateBridge(attempt);
        bool showsWhole = bridge is { ShowsWhole: true };
        ChatCall call = CreateCall(attempt, bridge, isSeen: !showsWhole);
        try
        {
            ProviderStream stream = new(attempt, call, showsWhole ? null : bridge?.Updates(Settings.StreamToolCallDeltas));
            try
            {
                CommittedStream committed = new(attempt, stream);
                if (!showsWhole)
                {
                    await committed.CommitAsync().ConfigureAwait(false);
                    return committed;
                }

                AttemptAnswer<ChatResponse> answer = bridge!.Read(await stream.ReadToEndAsync().ConfigureAwait(false));
                if (answer.Unfit is not { } unfit)
                {
                    committed.ShowWhole(answer.Value!.ToChatResponseUpdates());
                    return committed;
                }

                await stream.CloseAsync().ConfigureAwait(false);
                return unfit;
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

    /// <summary>The stream. It closes the request at its end.</summary>
    public override CommittedStream Finish(GatewayRequest request, CommittedStream answer) => answer;
}
