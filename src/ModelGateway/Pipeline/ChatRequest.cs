using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog;
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
            Options = OptionsFor(attempt),
            ModelId = attempt.Deployment.Model.Id,
            MaxOutputTokens = attempt.OutputLimit,
            Streaming = streaming,
            CaptureRaw = settings.CaptureRawRepresentation,
            StreamToolCallDeltas = streaming && isSeen && settings.StreamToolCallDeltas,
            Attempt = attempt,
        };
    }

    private ChatOptions? OptionsFor(Attempt attempt)
    {
        ModelInfo model = attempt.Deployment.Model;
        ChatOptions? options = LeftOutOptions.Without(Options, model.Capabilities.No, out CapabilityFlags leftOut);
        if (leftOut != 0)
        {
            attempt.Request.Receipt.Note($"{attempt.Deployment.Name}: not sent, as the model does not take it: {CapabilityNames.Join(leftOut)}.");
        }

        return options;
    }
}
