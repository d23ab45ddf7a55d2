using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>One batch of texts to embed; how many they are depends on the deployment that takes it.</summary>
internal sealed class EmbeddingOperation(EmbeddingRequest embedding, int from) : IOperation<EmbeddingBatch>
{
    private EmbeddingLimits? _limits;
    private ArraySegment<string> _inputs;
    private TokenEstimate _tokens;

    public bool Streaming => false;

    /// <summary>None: vectors are not billed.</summary>
    public int? RequestedOutputTokens => 0;

    public string? ServiceTier => null;

    public TokenEstimate EstimateInput(Deployment deployment)
    {
        Inputs(deployment);
        return _tokens;
    }

    public async ValueTask<EmbeddingBatch> StartAsync(Attempt attempt)
    {
        // Between two batches nobody else looks.
        attempt.Clock.Token.ThrowIfCancellationRequested();
        Deployment deployment = attempt.Deployment;
        EmbeddingCall call = new()
        {
            Inputs = Inputs(deployment),
            Options = embedding.Options,
            ModelId = deployment.Model.Id,
            CaptureRaw = embedding.CaptureRaw,
            Attempt = attempt,
        };
        try
        {
            Task<GeneratedEmbeddings<Embedding<float>>> answer = deployment.Client.GetEmbeddingsAsync(call, attempt.Transport, attempt.Clock.Token);
            GeneratedEmbeddings<Embedding<float>> embeddings =
                await AbandonedCall.WaitAsync(answer, deployment.Client, attempt.Clock.Token).ConfigureAwait(false);
            AttemptResult result = new(Usage(embeddings.Usage), 0, embeddings.Count > 0 ? embeddings[0]?.ModelId : null, null, null) { IsFinal = true };
            attempt.Progress = new Answered(result);
            Check(embeddings, call, deployment);
            attempt.Complete(result);
            return new EmbeddingBatch(from, embeddings, deployment);
        }
        finally
        {
            attempt.Note(call);
        }
    }

    private ArraySegment<string> Inputs(Deployment deployment)
    {
        EmbeddingLimits limits = deployment.EmbeddingLimits!;
        if (_limits != limits)
        {
            _inputs = embedding.Slice(from, limits, deployment.Model.Tokenizer, out _tokens);
            _limits = limits;
        }

        return _inputs;
    }

    // Some generators give the total alone, or no input beside it, and all of it is input.
    private static TokenUsage? Usage(UsageDetails? usage) =>
        usage is null or { InputTokenCount: null, TotalTokenCount: null } ? null
        : usage.TotalTokenCount is { } total && !(usage.InputTokenCount + (usage.OutputTokenCount ?? 0) >= total)
            ? TokenUsage.From(new UsageDetails { InputTokenCount = total })
        : TokenUsage.From(usage);

    private void Check(GeneratedEmbeddings<Embedding<float>> embeddings, EmbeddingCall call, Deployment deployment)
    {
        if (embeddings.Count != call.Inputs.Count)
        {
            throw Malformed($"{deployment.Name} returned {embeddings.Count} embeddings for {call.Inputs.Count} texts.");
        }

        int? expected = embedding.Dimensions(deployment);
        foreach (Embedding<float>? one in embeddings)
        {
            if (one is null || one.Vector.IsEmpty)
            {
                throw Malformed($"{deployment.Name} returned an empty embedding.");
            }

            expected ??= one.Dimensions;
            if (one.Dimensions == expected)
            {
                continue;
            }

            // A store of vectors of one length must not be given another.
            throw embedding.Options?.Dimensions is { } asked
                ? new ProviderException(new ProviderFailure(
                    FailureKind.Unsupported, $"{deployment.Name} returned vectors of {one.Dimensions} dimensions; {asked} were asked for."))
                : Malformed($"{deployment.Name} returned vectors of {one.Dimensions} and of {expected} dimensions.");
        }
    }

    private static ProviderException Malformed(string message) => new(new ProviderFailure(FailureKind.Malformed, message));

    private sealed record Answered(AttemptResult Result) : IAttemptProgress;
}
