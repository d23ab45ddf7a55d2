using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog;
using ModelGateway.Costs.Tokens;
using ModelGateway.Diagnostics;
using ModelGateway.Providers;

namespace ModelGateway.Pipeline;

/// <summary>What the caller asked, read once; shared by every attempt and never changed.</summary>
internal sealed class ChatRequest(IReadOnlyList<ChatMessage> messages, ChatOptions? options, GatewayRequestSettings settings, TokenCounters counters) : IInputSize
{
    private InputEstimator? _input;

    public IReadOnlyList<ChatMessage> Messages { get; } = messages;

    public ChatOptions? Options { get; } = options;

    /// <summary>The class of service that is asked for, as an option or as a field of the body; null for none.</summary>
    public string? ServiceTier => ProviderExtras.ServiceTier(Options) ?? ProviderExtras.ServiceTier(Options?.AdditionalProperties);

    /// <summary>Estimates the input, for whoever asks; until then it is not read.</summary>
    public InputEstimator Input => _input ??= new InputEstimator(Messages, Options, counters);

    TokenEstimate IInputSize.Estimate(string? family) => Input.Estimate(family);

    public TokenEstimate EstimateInput(Deployment deployment) => Input.Estimate(deployment.Model.Tokenizer);

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
