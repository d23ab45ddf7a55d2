using Microsoft.Extensions.AI;

namespace ModelGateway.Pipeline.Embeddings;

/// <summary>
/// Collects the answer to a request to embed, batch by batch. All vectors of the answer come from one model: if another one takes over,
/// which only a route that allows it does, the collector starts again.
/// </summary>
internal sealed class EmbeddingCollector(int count)
{
    private readonly Embedding<float>?[] _embeddings = new Embedding<float>?[count];
    private UsageDetails? _usage;
    private bool _isUsagePartial;
    private AdditionalPropertiesDictionary? _properties;
    private int _dimensions;

    /// <summary>The index of the first input that has no embedding yet.</summary>
    public int Next { get; private set; }

    public bool IsComplete => Next == _embeddings.Length;

    /// <summary>The deployment that made the last batch; null before the first one.</summary>
    public Deployment? LastDeployment { get; private set; }

    /// <summary>The embedding spaces that were given up for another; null for none.</summary>
    public HashSet<string>? GivenUp { get; private set; }

    public bool IsMissing(int index) => _embeddings[index] is null;

    /// <summary>How many dimensions a deployment's vectors must have to be compared with those collected; null where any will do.</summary>
    public int? Dimensions(Deployment deployment) =>
        LastDeployment is { } last && EmbeddingRoutes.AreComparable(last, deployment) ? _dimensions : null;

    /// <summary>Adds a batch. Returns the embedding space that was given up for it; null for none.</summary>
    public string? Add(in EmbeddingBatch batch)
    {
        string? givenUp = null;
        if (LastDeployment is { } before && !EmbeddingRoutes.AreComparable(before, batch.Deployment))
        {
            givenUp = before.EmbeddingSpace;
            StartAgain(givenUp);
        }

        LastDeployment = batch.Deployment;
        _dimensions = batch.Embeddings[0].Dimensions;
        for (int i = 0; i < batch.Embeddings.Count; i++)
        {
            Embedding<float> embedding = batch.Embeddings[i];
            embedding.ModelId ??= batch.Deployment.Model.Id;
            _embeddings[batch.From + i] = embedding;
        }

        AddFacts(batch.Embeddings);
        while (Next < _embeddings.Length && _embeddings[Next] is not null)
        {
            Next++;
        }

        return givenUp;
    }

    /// <summary>The complete answer. It has no usage if some batch reported none: a part would pass for the whole.</summary>
    public GeneratedEmbeddings<Embedding<float>> ToAnswer() =>
        new(_embeddings!) { Usage = _isUsagePartial ? null : _usage, AdditionalProperties = _properties };

    private void AddFacts(GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        if (embeddings.Usage is { } usage)
        {
            (_usage ??= new UsageDetails()).Add(usage);
        }
        else
        {
            _isUsagePartial = true;
        }

        foreach ((string name, object? value) in embeddings.AdditionalProperties ?? [])
        {
            // If several batches have the same property, the first one's value stands.
            (_properties ??= []).TryAdd(name, value);
        }
    }

    private void StartAgain(string givenUp)
    {
        (GivenUp ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(givenUp);
        Array.Clear(_embeddings);
        Next = 0;
        _usage = null;
        _isUsagePartial = false;
        _properties = null;
    }
}
