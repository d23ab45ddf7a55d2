using System.Globalization;
using Microsoft.Extensions.AI;

namespace ModelGateway.Tests.Support;

/// <summary>
/// A generator that embeds the text <c>t7</c> as a vector beginning with 7, unless a test says otherwise. It records its calls.
/// </summary>
internal sealed class CannedEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    public CannedEmbeddingGenerator(string model = "canned-embedding", int dimensions = 3)
    {
        Respond = (texts, _, _) => Task.FromResult(Answer(texts, model, dimensions));
    }

    public Func<IReadOnlyList<string>, EmbeddingGenerationOptions?, CancellationToken,
        Task<GeneratedEmbeddings<Embedding<float>>>> Respond
    { get; set; }

    public List<(IReadOnlyList<string> Texts, EmbeddingGenerationOptions? Options)> Calls { get; } = [];

    public bool IsDisposed { get; private set; }

    public static string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(i => $"t{i}")];

    /// <summary>Vectors for texts, at a price of 10 tokens a text.</summary>
    public static GeneratedEmbeddings<Embedding<float>> Answer(
        IReadOnlyList<string> texts, string? model = "canned-embedding", int dimensions = 3)
    {
        GeneratedEmbeddings<Embedding<float>> answer =
            new(texts.Select(text => new Embedding<float>(Vector(text, dimensions)) { ModelId = model }))
            {
                Usage = new UsageDetails { InputTokenCount = 10 * texts.Count, TotalTokenCount = 10 * texts.Count },
            };
        return answer;
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        Calls.Add((texts, options));
        return Respond(texts, options, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => IsDisposed = true;

    private static float[] Vector(string text, int dimensions)
    {
        float[] vector = new float[dimensions];
        vector[0] = float.Parse(text.AsSpan(1), CultureInfo.InvariantCulture);
        return vector;
    }
}
