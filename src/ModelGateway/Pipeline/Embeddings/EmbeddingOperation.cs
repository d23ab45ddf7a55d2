using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Protocols;
using ModelGateway.Routing;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Embeddings;

/// <summary>
/// Texts to embed, batch after batch. Each batch is a part of the request with a plan of its own, and as large as the deployment that takes
/// it allows.
/// </summary>
internal sealed class EmbeddingOperation : IGatewayOperation<EmbeddingBatch, GeneratedEmbeddings<Embedding<float>>>
{
    // A text's own tokens around it (begin, end).
    private const int TokensPerInput = 2;

    private readonly string[] _inputs;
    private readonly EmbeddingGenerationOptions? _options;
    private readonly EmbeddingCollector _collector;
    private Route _route = null!;
    private LongestText _longest = null!;
    private TokenCounters _counters = null!;
    private EmbeddingLimits? _limits;
    private ArraySegment<string> _batch;
    private TokenEstimate _tokens;

    public EmbeddingOperation(in EmbeddingIntake intake)
    {
        _inputs = intake.Inputs;
        _options = intake.Options;
        _collector = new EmbeddingCollector(_inputs.Length);
        Settings = intake.Settings;
        Scope = intake.Scope;
    }

    public OperationKind Kind => OperationKind.Embeddings;

    public string? RequestedModel => _options?.ModelId;

    public GatewayRequestOptions Settings { get; }

    public GatewayScope Scope { get; }

    public bool Streaming => false;

    /// <summary>None: vectors are not billed.</summary>
    public int? RequestedOutputTokens => 0;

    public string? ServiceTier => null;

    public void Resolve(GatewayRequest request)
    {
        Route route = new RouteResolver(request.Snapshot, Settings.Deployment, RequestedModel).ResolveEmbedding();
        request.SetRoute(route, isPinned: false);

        // A successor's vectors are not comparable: it stands in only where the route allows failover between embedding models.
        route = route.FailOverBetweenEmbeddingModels ? request.ApplyRetirements(route) : route;
        _route = new EmbeddingRoutes(route).Select(_options?.Dimensions, request.Receipt);
        request.SetRoute(_route, isPinned: false);
        _counters = request.Runtime.TokenCounters;
        _longest = new LongestText(_inputs, _counters);
    }

    /// <summary>The same for every batch.</summary>
    public RequestNeeds Needs(Route route) => new()
    {
        Essential = MeasureFlags.Embed,
        Asked = route.Rules.With(Settings.Requirements),
        Prefer = Settings.Prefer,
        InputAtMost = RequestInference.AtMost(_longest.Length),
        Input = _longest,
        Dimensions = _options?.Dimensions ?? 0,
    };

    public TokenEstimate EstimateInput(Deployment deployment)
    {
        Slice(deployment);
        return _tokens;
    }

    public long EstimateTokens(Route route) => _inputs.Sum(input => TokenEstimator.EstimateText(input, null, _counters).Expected);

    public async ValueTask<AttemptAnswer<EmbeddingBatch>> StartAsync(Attempt attempt)
    {
        // Checks for cancellation between batches.
        attempt.Clock.Token.ThrowIfCancellationRequested();
        Deployment deployment = attempt.Deployment;
        EmbeddingCall call = new()
        {
            Inputs = Slice(deployment),
            Options = _options,
            ModelId = deployment.Model.Id,
            CaptureRaw = Settings.CaptureRawRepresentation,
            Attempt = attempt,
        };
        try
        {
            Task<GeneratedEmbeddings<Embedding<float>>> answer =
                deployment.Client.GetEmbeddingsAsync(call, attempt.Transport, attempt.Clock.Token);
            GeneratedEmbeddings<Embedding<float>> embeddings = await attempt.WaitAsync(answer).ConfigureAwait(false);
            string? model = embeddings.Count > 0 ? embeddings[0]?.ModelId : null;
            AttemptResult result = new(Usage(embeddings.Usage), 0, model, null, null) { IsFinal = true };
            attempt.Progress = new Answered(result);
            Check(embeddings, call.Inputs.Count, deployment);
            attempt.Complete(result);
            return new EmbeddingBatch(_collector.Next, embeddings, deployment);
        }
        finally
        {
            attempt.Note(call);
        }
    }

    public bool BeginNextPart(GatewayRequest request, EmbeddingBatch answer)
    {
        if (_collector.Add(answer) is { } givenUp)
        {
            request.Receipt.Note(
                $"The request was started again with {answer.Deployment.EmbeddingSpace}: "
                + $"its vectors cannot be compared with those of {givenUp}.");
        }

        _limits = null;
        if (_collector.IsComplete)
        {
            return false;
        }

        request.SetRoute(new EmbeddingRoutes(_route).StayWith(answer.Deployment, _collector.GivenUp), isPinned: false);
        request.BeginPart();
        return true;
    }

    public GeneratedEmbeddings<Embedding<float>> Finish(GatewayRequest request, EmbeddingBatch answer)
    {
        request.Close(AttemptOutcome.Completed);
        return ResponseFactory.Embeddings(_collector.ToAnswer(), request.Receipt);
    }

    // The inputs of the batch: as many as one request to the deployment may carry.
    private ArraySegment<string> Slice(Deployment deployment)
    {
        EmbeddingLimits limits = deployment.EmbeddingLimits!;
        if (_limits == limits)
        {
            return _batch;
        }

        int from = _collector.Next;
        int end = from;
        TokenEstimate tokens = default;
        while (end < _inputs.Length && end - from < Math.Max(1, limits.MaxInputs) && _collector.IsMissing(end))
        {
            TokenEstimate next = TokenEstimate.Exactly(TokensPerInput)
                + TokenEstimator.EstimateText(_inputs[end], deployment.Model.Tokenizer, _counters);
            if (end > from && tokens.High + next.High > limits.MaxTokens)
            {
                break;
            }

            tokens += next;
            end++;
        }

        _batch = new ArraySegment<string>(_inputs, from, end - from);
        _tokens = tokens;
        _limits = limits;
        return _batch;
    }

    // Some generators report only the total, or no input beside it: all of it is input then.
    private static TokenUsage? Usage(UsageDetails? usage) =>
        usage is null or { InputTokenCount: null, TotalTokenCount: null } ? null
        : usage.TotalTokenCount is { } total && !(usage.InputTokenCount + (usage.OutputTokenCount ?? 0) >= total)
            ? TokenUsage.From(new UsageDetails { InputTokenCount = total })
        : TokenUsage.From(usage);

    private void Check(GeneratedEmbeddings<Embedding<float>> embeddings, int expectedCount, Deployment deployment)
    {
        if (embeddings.Count != expectedCount)
        {
            throw Malformed($"{deployment.Name} returned {embeddings.Count} embeddings for {expectedCount} texts.");
        }

        int? expected = _options?.Dimensions ?? _collector.Dimensions(deployment);
        foreach (Embedding<float>? one in embeddings)
        {
            if (one is null || one.Vector.IsEmpty)
            {
                throw Malformed($"{deployment.Name} returned an empty embedding.");
            }

            expected ??= one.Dimensions;
            if (one.Dimensions != expected)
            {
                throw OtherLength(deployment, one.Dimensions, expected.Value);
            }
        }
    }

    // A store of vectors of one length must not be given another.
    private ProviderException OtherLength(Deployment deployment, int returned, int expected) => _options?.Dimensions is { } asked
        ? new ProviderException(new ProviderFailure(
            FailureKind.Unsupported, $"{deployment.Name} returned vectors of {returned} dimensions; {asked} were asked for."))
        : Malformed($"{deployment.Name} returned vectors of {returned} and of {expected} dimensions.");

    private static ProviderException Malformed(string message) => new(new ProviderFailure(FailureKind.Malformed, message));

    private sealed record Answered(AttemptResult Result) : IAttemptProgress;
}
