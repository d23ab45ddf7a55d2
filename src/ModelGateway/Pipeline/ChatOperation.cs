using System.Diagnostics;
using Microsoft.Extensions.AI;
using ModelGateway.Costs.Usage;
using ModelGateway.Diagnostics;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Options;
using ModelGateway.Providers;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>A chat answered in one piece.</summary>
internal sealed class ChatOperation(ChatRequest chat) : IOperation<ChatResponse>
{
    public bool Streaming => false;

    public int? RequestedOutputTokens => chat.Options?.MaxOutputTokens;

    public string? ServiceTier => chat.ServiceTier;

    public TokenEstimate EstimateInput(Deployment deployment) => chat.EstimateInput(deployment);

    public string? CauseOf(Deployment deployment) => chat.RepairOf(deployment) is null ? null : SchemaRepair.Cause;

    public async ValueTask<ChatResponse> StartAsync(Attempt attempt)
    {
        ChatBridge? bridge = ChatBridge.Of(attempt, chat);
        ChatCall call = chat.CreateCall(attempt, bridge, streaming: false);
        IModelClient client = attempt.Deployment.Client;
        try
        {
            Task<ChatResponse> answer = client.GetResponseAsync(call, attempt.Transport, attempt.Clock.Token);
            ChatResponse response = await AbandonedCall.WaitAsync(answer, client, attempt.Clock.Token).ConfigureAwait(false);
            if (attempt.ContentActivity is { } activity)
            {
                Record(attempt, activity, response);
            }

            attempt.Complete(new AttemptResult(
                response.Usage is { } usage ? TokenUsage.From(usage) : null,
                response.Usage is null ? Characters(response) : 0,
                response.ModelId,
                response.FinishReason?.Value,
                response.ResponseId)
            {
                ServiceTier = ProviderExtras.ServiceTier(response.AdditionalProperties),
                SubUsage = (response.Usage as CompoundUsageDetails)?.SubUsage,
            });
            return bridge?.Read(response) ?? response;
        }
        finally
        {
            attempt.Note(call);
        }
    }

    // Apart, so that the closure is made only where somebody records.
    private static void Record(Attempt attempt, Activity activity, ChatResponse response) =>
        attempt.Settling = () => MessageContent.SetOutput(activity, response.Messages, response.FinishReason);

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
