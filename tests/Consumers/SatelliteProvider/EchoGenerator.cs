using Microsoft.Extensions.AI;

namespace SatelliteProvider;

internal sealed class EchoGenerator(EchoJournal journal) : IEmbeddingGenerator<string, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        GeneratedEmbeddings<Embedding<float>> embeddings =
            [.. values.Select(static text => new Embedding<float>(new float[] { text.Length, 0, 1 }))];
        journal.Batches.Add(embeddings.Count);
        return Task.FromResult(embeddings);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
