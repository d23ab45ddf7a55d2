using Microsoft.Extensions.AI;
using ModelGateway.Costs;
using ModelGateway.Diagnostics;
using ModelGateway.Providers;

namespace ModelGateway.Pipeline;

/// <summary>What the caller asked, read once; shared by every attempt and never changed.</summary>
internal sealed class ChatRequest(IReadOnlyList<ChatMessage> messages, ChatOptions? options, GatewayRequestSettings settings)
{
    private long _inputTokens = -1;

    public IReadOnlyList<ChatMessage> Messages { get; } = messages;

    public ChatOptions? Options { get; } = options;

    /// <summary>The class of service that is asked for, as an option or as a field of the body; null for none.</summary>
    public string? ServiceTier => ProviderExtras.ServiceTier(Options) ?? ProviderExtras.ServiceTier(Options?.AdditionalProperties);

    public long EstimateInputTokens()
    {
        if (_inputTokens < 0)
        {
            _inputTokens = TokenEstimator.EstimateInput(Messages, Options);
        }

        return _inputTokens;
    }

    /// <summary>The request as one attempt sends it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="streaming">Whether the provider streams.</param>
    /// <param name="isSeen">Whether the caller sees the stream, rather than what it adds up to.</param>
    public ChatCall CreateCall(Attempt attempt, bool streaming, bool isSeen = true)
    {
        if (attempt.ContentActivity is { } activity)
        {
            MessageContent.SetInput(activity, Messages, Options?.Instructions);
        }

        return new ChatCall
        {
            Messages = Messages,
            Options = Options,
            ModelId = attempt.Deployment.Model.Id,
            MaxOutputTokens = attempt.OutputLimit,
            Streaming = streaming,
            CaptureRaw = settings.CaptureRawRepresentation,
            StreamToolCallDeltas = streaming && isSeen && settings.StreamToolCallDeltas,
            Attempt = attempt,
        };
    }
}
