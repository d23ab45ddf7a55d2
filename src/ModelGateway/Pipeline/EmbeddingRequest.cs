using Microsoft.Extensions.AI;
using ModelGateway.Negotiation;
using ModelGateway.Protocols;
using ModelGateway.Routing;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>
/// What the caller asked to embed, and what is done of it: batch after batch, each as large as the deployment that takes it allows. All
/// vectors of the answer are of one model; should another have to take over, which only a route that allows it does, the request starts again.
/// </summary>
internal sealed class EmbeddingRequest(GatewayRequest request, Route route, in EmbeddingIntake intake)
{
    // A text's own tokens around it (begin, end).
    private const int TokensPerInput = 2;

    private readonly string[] _inputs = intake.Inputs;
    private readonly RequestNeeds _needs = Needs(route, intake, request.Runtime.TokenCounters);
    private readonly Embedding<float>?[] _embeddings = new Embedding<float>?[intake.Inputs.Length];
    private HashSet<string>? _given;
    private UsageDetails? _usage;
    private bool _isUsagePartial;
    private AdditionalPropertiesDictionary? _properties;
    private Deployment? _deployment;
    private int _dimensions;
    private int _done;

    public EmbeddingGenerationOptions? Options { get; } = intake.Options;

    public bool CaptureRaw { get; } = intake.Settings.CaptureRawRepresentation;

    public RequestNeeds Needs() => _needs;

    /// <summary>What a request needs of whoever embeds.</summary>
    public static RequestNeeds Needs(Route route, in EmbeddingIntake intake, TokenCounters counters)
    {
        LongestText longest = new(intake.Inputs, counters);
        return new RequestNeeds
        {
            Essential = MeasureFlags.Embed,
            Asked = route.Rules.With(intake.Settings.Requirements),
            Prefer = intake.Settings.Prefer,
            InputAtMost = RequestInference.AtMost(longest.Length),
            Input = longest,
            Dimensions = intake.Options?.Dimensions ?? 0,
        };
    }

    /// <summary>The next batch; null where all is done.</summary>
    public EmbeddingOperation? Next()
    {
        while (_done < _embeddings.Length && _embeddings[_done] is not null)
        {
            _done++;
        }

        if (_done == _embeddings.Length)
        {
            return null;
        }

        if (_deployment is not null)
        {
            request.SetRoute(EmbeddingRoutes.StayWith(route, _deployment, _given), isPinned: false);
            request.BeginPart();
        }

        return new EmbeddingOperation(this, _done);
    }

    /// <summary>The inputs of a batch: from an index on, as many as one request may carry.</summary>
    /// <param name="from">The first.</param>
    /// <param name="limits">What one request may carry.</param>
    /// <param name="tokenizer">The family of the model's tokenizer; null where it is not known.</param>
    /// <param name="tokens">How many tokens they have, about.</param>
    public ArraySegment<string> Slice(int from, EmbeddingLimits limits, string? tokenizer, out TokenEstimate tokens)
    {
        int end = from;
        tokens = default;
        while (end < _inputs.Length && end - from < Math.Max(1, limits.MaxInputs) && _embeddings[end] is null)
        {
            TokenEstimate next = TokenEstimate.Exactly(TokensPerInput) + TokenEstimator.EstimateText(_inputs[end], tokenizer, request.Runtime.TokenCounters);
            if (end > from && tokens.High + next.High > limits.MaxTokens)
            {
                break;
            }

            tokens += next;
            end++;
        }

        return new ArraySegment<string>(_inputs, from, end - from);
    }

    /// <summary>How many dimensions a deployment's vectors must have; null where any will do.</summary>
    public int? Dimensions(Deployment deployment) =>
        Options?.Dimensions ?? (_deployment is not null && EmbeddingRoutes.AreComparable(_deployment, deployment) ? _dimensions : null);

    public void Add(in EmbeddingBatch batch)
    {
        if (_deployment is { } before && !EmbeddingRoutes.AreComparable(before, batch.Deployment))
        {
            StartAgain(before, batch.Deployment);
        }

        _deployment = batch.Deployment;
        _dimensions = batch.Embeddings[0].Dimensions;
        for (int i = 0; i < batch.Embeddings.Count; i++)
        {
            Embedding<float> embedding = batch.Embeddings[i];
            embedding.ModelId ??= batch.Deployment.Model.Id;
            _embeddings[batch.From + i] = embedding;
        }

        if (batch.Embeddings.Usage is { } usage)
        {
            (_usage ??= new UsageDetails()).Add(usage);
        }
        else
        {
            _isUsagePartial = true;
        }

        foreach ((string name, object? value) in batch.Embeddings.AdditionalProperties ?? [])
        {
            // Of what several batches say the first one's word stands.
            (_properties ??= []).TryAdd(name, value);
        }
    }

    /// <summary>The whole answer, once all is done. Without a usage where some batch told none: a part would pass for the whole.</summary>
    public GeneratedEmbeddings<Embedding<float>> ToAnswer() => new(_embeddings!) { Usage = _isUsagePartial ? null : _usage, AdditionalProperties = _properties };

    private void StartAgain(Deployment before, Deployment now)
    {
        (_given ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(before.EmbeddingSpace);
        Array.Clear(_embeddings);
        _done = 0;
        _usage = null;
        _isUsagePartial = false;
        _properties = null;
        request.Receipt.Note($"The request was started again with {now.EmbeddingSpace}: its vectors cannot be compared with those of {before.EmbeddingSpace}.");
    }
}
