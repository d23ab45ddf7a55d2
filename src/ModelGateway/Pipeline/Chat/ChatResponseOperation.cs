using System.Diagnostics;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Options;
using ModelGateway.Providers;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Chat;

/// <summary>
/// A chat that the caller gets in one piece. The provider may stream it all the same: the first-token and idle clocks then apply in place
/// of the response's, and as the caller sees nothing before the end, failover is free until then.
/// </summary>
internal sealed class ChatResponseOperation(in ChatIntake intake) : ChatOperation<ChatResponse>(intake)
{
    /// <summary>Whether the provider is to stream, though the caller does not.</summary>
    public override bool Streaming => Settings.StreamUpstream ?? Request.Snapshot.Options.StreamUpstream;

    public override ValueTask<AttemptAnswer<ChatResponse>> StartAsync(Attempt attempt)
    {
        ChatBridge? bridge = CreateBridge(attempt);
        ChatCall call = CreateCall(attempt, bridge, isSeen: false);
        return call.Streaming ? ReadStreamAsync(attempt, bridge, call) : ReadAsync(attempt, bridge, call);
    }

    public override ChatResponse Finish(GatewayRequest request, ChatResponse answer)
    {
        request.Close(AttemptOutcome.Completed);
        return ResponseFactory.Response(answer, request.Receipt);
    }

    private static async ValueTask<AttemptAnswer<ChatResponse>> ReadAsync(Attempt attempt, ChatBridge? bridge, ChatCall call)
    {
        IModelClient client = attempt.Deployment.Client;
        try
        {
            Task<ChatResponse> answer = client.GetResponseAsync(call, attempt.Transport, attempt.Clock.Token);
            ChatResponse response = await attempt.WaitAsync(answer).ConfigureAwait(false);
            if (attempt.ContentActivity is { } activity)
            {
                Record(attempt, activity, response);
            }

            attempt.Complete(Result(response));
            return bridge is null ? response : bridge.Read(response);
        }
        finally
        {
            attempt.Note(call);
        }
    }

    private static async ValueTask<AttemptAnswer<ChatResponse>> ReadStreamAsync(Attempt attempt, ChatBridge? bridge, ChatCall call)
    {
        ProviderStream stream = new(attempt, call);
        try
        {
            ChatResponse response = await stream.ReadToEndAsync().ConfigureAwait(false);
            return bridge is null ? response : bridge.Read(response);
        }
        finally
        {
            attempt.Note(call);
            await stream.CloseAsync().ConfigureAwait(false);
        }
    }

    // A method of its own, so that the closure is made only where the content is recorded.
    private static void Record(Attempt attempt, Activity activity, ChatResponse response) =>
        attempt.Settling = () => MessageContent.SetOutput(activity, response.Messages, response.FinishReason);

    private static AttemptResult Result(ChatResponse response) => new(
        response.Usage is { } usage ? TokenUsage.From(usage) : null,
        response.Usage is null ? Characters(response) : 0,
        response.ModelId,
        response.FinishReason?.Value,
        response.ResponseId)
    {
        ServiceTier = ProviderExtras.ServiceTier(response.AdditionalProperties),
        SubUsage = (response.Usage as CompoundUsageDetails)?.SubUsage,
    };

    private static long Characters(ChatResponse response)
    {
        long characters = 0;
        foreach (ChatMessage message in response.Messages)
        {
            foreach (AIContent content in message.Contents)
            {
                characters += TokenEstimator.Characters(content);
            }
        }

        return characters;
    }
}
