using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Diagnostics;
using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Contents;
using ModelGateway.Protocols.Options;
using ModelGateway.Resilience;
using ModelGateway.Routing;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Chat;

/// <summary>A chat, read once and shared by every attempt. The caller's messages and options are never changed.</summary>
/// <typeparam name="TAnswer">What an attempt commits to: a response, or a stream.</typeparam>
internal abstract class ChatOperation<TAnswer> : IGatewayOperation<TAnswer, TAnswer>, IInputSize
{
    private SchemaRepairs? _repairs;
    private InputEstimator? _input;
    private GatewayRequest? _request;
    private CapabilityFlags _needs;

    protected ChatOperation(in ChatIntake intake)
    {
        Messages = intake.Messages;
        Options = intake.Options;
        Settings = intake.Settings;
        Scope = intake.Scope;
    }

    public OperationKind Kind => OperationKind.Chat;

    public IReadOnlyList<ChatMessage> Messages { get; private set; }

    public ChatOptions? Options { get; private set; }

    public GatewayRequestOptions Settings { get; }

    public GatewayScope Scope { get; }

    public abstract bool Streaming { get; }

    public string? RequestedModel => Options?.ModelId;

    public int? RequestedOutputTokens => Options?.MaxOutputTokens;

    /// <summary>The class of service that is asked for, as an option or as a field of the body; null for none.</summary>
    public string? ServiceTier => ProviderExtras.ServiceTier(Options) ?? ProviderExtras.ServiceTier(Options?.AdditionalProperties);

    public IEnumerable<KeyValuePair<string, string>> ToolHeaders =>
        Options?.Tools?.OfType<HostedMcpServerTool>().SelectMany(static tool => tool.Headers ?? new Dictionary<string, string>()) ?? [];

    /// <summary>The request, once it is resolved.</summary>
    protected GatewayRequest Request => _request!;

    private InputEstimator Input => _input ??= new InputEstimator(Messages, Options, Request.Runtime.TokenCounters);

    public void Resolve(GatewayRequest request)
    {
        _request = request;
        ResolvedRoute resolved = new RouteResolver(request.Snapshot, Settings.Deployment, RequestedModel).Resolve(Messages, Options);
        request.SetRoute(resolved.IsPinned ? resolved.Route : request.ApplyRetirements(resolved.Route), resolved.IsPinned);
        Messages = StoredResult.RestoreAll(ToolCallDelta.Without(Messages));
        Options = resolved.Options;
    }

    public RequestNeeds Needs(Route route)
    {
        CapabilityFlags needs = RequestInference.Read(Messages, Options, Streaming, out long atMost);
        _needs = needs;
        bool mayBeRefused = (route.Capabilities.Triggers & needs) != 0;
        return new RequestNeeds
        {
            Essential = needs & ~RequestInference.Optional,
            Optional = needs & RequestInference.Optional,
            Asked = route.Rules.With(Settings.Requirements),
            Prefer = Settings.Prefer,
            InputAtMost = atMost,
            Input = this,
            Output = Options?.MaxOutputTokens ?? 0,
            Traits = mayBeRefused ? RequestTraits.Read(Messages, Options, needs) : default,
        };
    }

    /// <summary>Estimates the input as a deployment would be sent it, with its last answer if it is asked again.</summary>
    public TokenEstimate EstimateInput(Deployment deployment)
    {
        ModelInfo model = deployment.Model;
        TokenEstimate estimate = Input.Estimate(model.Tokenizer);
        if (Options?.ResponseFormat is ChatResponseFormatJson { Schema: not null }
            && model.Capabilities[Capability.JsonSchema] != CapabilitySupport.Yes)
        {
            // The schema goes into an instruction, or becomes a function.
            estimate += new TokenEstimate(0, 40, 120);
        }

        return RepairOf(deployment) is { } repair
            ? estimate + TokenEstimator.EstimateInput(repair.Messages, null, model.Tokenizer)
            : estimate;
    }

    public long EstimateTokens(Route route) => EstimateInput(route.Candidates[0]).Expected;

    TokenEstimate IInputSize.Estimate(string? family) => Input.Estimate(family);

    public string? CauseOf(Deployment deployment) => RepairOf(deployment) is null ? null : SchemaRepair.Cause;

    public abstract ValueTask<AttemptAnswer<TAnswer>> StartAsync(Attempt attempt);

    public abstract TAnswer Finish(GatewayRequest request, TAnswer answer);

    /// <summary>
    /// Makes the bridge of an attempt on a deployment that lacks something; null for one that lacks nothing, as nearly always.
    /// </summary>
    protected ChatBridge? CreateBridge(Attempt attempt) =>
        attempt.Bridges == Bridges.None ? null : ChatBridge.Create(attempt, Messages, Options, _repairs ??= new SchemaRepairs());

    /// <summary>The request as one attempt sends it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="bridge">The attempt's bridge; null for none.</param>
    /// <param name="isSeen">Whether the caller sees the stream, rather than the response that it adds up to.</param>
    protected ChatCall CreateCall(Attempt attempt, ChatBridge? bridge, bool isSeen)
    {
        IReadOnlyList<ChatMessage> sent = bridge?.Messages ?? Messages;
        ChatOptions? options = bridge is null ? Options : bridge.Options;
        if (attempt.ContentActivity is { } activity)
        {
            MessageContent.SetInput(activity, sent, options?.Instructions);
        }

        RuledRequest ruled = new(attempt, sent, options, RequestInference.Replace(_needs, Options, options));
        ChatCall call = new()
        {
            Messages = sent,
            Options = ruled.Options,
            Api = ruled.Api,
            Effort = ruled.Effort,
            ModelId = attempt.Deployment.Model.Id,
            MaxOutputTokens = attempt.OutputLimit,
            Streaming = Streaming,
            CaptureRaw = Settings.CaptureRawRepresentation,
            StreamToolCallDeltas = Streaming && isSeen && (Settings.StreamToolCallDeltas || bridge?.Schema is { ArgumentsAreAnswer: true }),
            Attempt = attempt,
        };
        SetStreaming(attempt, call);
        return call;
    }

    // What the deployment was found to refuse comes first, then what the caller asks for, then what the protocol needs.
    private void SetStreaming(Attempt attempt, ChatCall call)
    {
        StreamingSupport found = attempt.Deployment.Health.Streaming;
        if (found != StreamingSupport.Unknown)
        {
            call.Streaming = found == StreamingSupport.Required;
        }
        else if (!call.Streaming && Settings.StreamUpstream is null)
        {
            call.Streaming = attempt.Deployment.Client.MustStream(call);
        }

        attempt.Clock.IsStreaming = call.Streaming;
    }

    private SchemaRepair? RepairOf(Deployment deployment) => _repairs?.Find(deployment);
}
