using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Diagnostics;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Options;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>What the caller asked, read once; shared by every attempt and never changed.</summary>
internal sealed class ChatRequest(IReadOnlyList<ChatMessage> messages, ChatOptions? options, GatewayRequestOptions settings, TokenCounters counters) : IInputSize
{
    // What is said of a schema in words, or as a function.
    private static readonly TokenEstimate Instruction = new(0, 40, 120);

    private SchemaRepairs? _repairs;
    private InputEstimator? _input;

    public IReadOnlyList<ChatMessage> Messages { get; } = messages;

    public ChatOptions? Options { get; } = options;

    /// <summary>Who has answered so that it did not fit: what becomes of a request by and by, beside what was asked.</summary>
    public SchemaRepairs Repairs => _repairs ??= new SchemaRepairs();

    /// <summary>Whether the caller sees the arguments of calls as they are written.</summary>
    public bool ShowsCallDeltas => settings.StreamToolCallDeltas;

    /// <summary>The class of service that is asked for, as an option or as a field of the body; null for none.</summary>
    public string? ServiceTier => ProviderExtras.ServiceTier(Options) ?? ProviderExtras.ServiceTier(Options?.AdditionalProperties);

    /// <summary>Estimates the input, for whoever asks; until then it is not read.</summary>
    public InputEstimator Input => _input ??= new InputEstimator(Messages, Options, counters);

    /// <summary>A deployment's last answer, if it did not fit.</summary>
    public SchemaRepair? RepairOf(Deployment deployment) => _repairs?.Find(deployment);

    /// <summary>What a deployment would be sent, with what it is asked again with.</summary>
    public TokenEstimate EstimateInput(Deployment deployment)
    {
        ModelInfo model = deployment.Model;
        TokenEstimate estimate = Input.Estimate(model.Tokenizer);
        if (Options?.ResponseFormat is ChatResponseFormatJson { Schema: not null } && model.Capabilities[Capability.JsonSchema] != CapabilitySupport.Yes)
        {
            estimate += Instruction;
        }

        return RepairOf(deployment) is { } repair ? estimate + TokenEstimator.EstimateInput(repair.Messages, null, model.Tokenizer) : estimate;
    }

    TokenEstimate IInputSize.Estimate(string? family) => Input.Estimate(family);

    /// <summary>The request as one attempt sends it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="bridge">What the attempt does in place of what its deployment lacks; null for nothing.</param>
    /// <param name="streaming">Whether the provider streams.</param>
    /// <param name="isSeen">Whether the caller sees the stream, rather than what it adds up to.</param>
    public ChatCall CreateCall(Attempt attempt, ChatBridge? bridge, bool streaming, bool isSeen = true)
    {
        IReadOnlyList<ChatMessage> sent = bridge?.Messages ?? Messages;
        ChatOptions? options = bridge is null ? Options : bridge.Options;
        if (attempt.ContentActivity is { } activity)
        {
            MessageContent.SetInput(activity, sent, options?.Instructions);
        }

        return new ChatCall
        {
            Messages = sent,
            Options = Taken(attempt, options),
            ModelId = attempt.Deployment.Model.Id,
            MaxOutputTokens = attempt.OutputLimit,
            Streaming = streaming,
            CaptureRaw = settings.CaptureRawRepresentation,
            StreamToolCallDeltas = streaming && isSeen && (settings.StreamToolCallDeltas || bridge?.Schema is { ArgumentsAreAnswer: true }),
            Attempt = attempt,
        };
    }

    private static ChatOptions? Taken(Attempt attempt, ChatOptions? asked)
    {
        ModelInfo model = attempt.Deployment.Model;
        ChatOptions? options = LeftOutOptions.Without(asked, model.Capabilities.No, out CapabilityFlags leftOut);
        if (leftOut != 0)
        {
            attempt.Request.Receipt.Note($"{attempt.Deployment.Name}: not sent, as the model does not take it: {CapabilityNames.Join(leftOut)}.");
        }

        return options;
    }
}
