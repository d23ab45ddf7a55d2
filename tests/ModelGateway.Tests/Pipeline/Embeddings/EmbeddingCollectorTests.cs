using Microsoft.Extensions.AI;
using ModelGateway.Pipeline.Embeddings;
using ModelGateway.Tests.Routing;

namespace ModelGateway.Tests.Pipeline.Embeddings;

public sealed class EmbeddingCollectorTests
{
    private readonly Deployment _small = TestDeployments.Create("small");
    private readonly Deployment _large = TestDeployments.Create("large");

    [Fact]
    public void Batches_AreCollectedInOrder_WithTheSumOfTheirUsage()
    {
        EmbeddingCollector collector = new(3);

        Assert.Null(collector.Add(Batch(0, _small, [1, 2], tokens: 20)));
        Assert.Equal(2, collector.Next);
        Assert.False(collector.IsComplete);
        Assert.Null(collector.Add(Batch(2, _small, [3], tokens: 10)));

        Assert.True(collector.IsComplete);
        GeneratedEmbeddings<Embedding<float>> answer = collector.ToAnswer();
        Assert.Equal([1f, 2f, 3f], answer.Select(embedding => embedding.Vector.Span[0]));
        Assert.Equal(30, answer.Usage!.InputTokenCount);
        Assert.All(answer, embedding => Assert.Equal("small", embedding.ModelId));
    }

    [Fact]
    public void BatchWithoutUsage_MakesTheUsageUnknown()
    {
        EmbeddingCollector collector = new(2);
        collector.Add(Batch(0, _small, [1], tokens: 20));
        collector.Add(Batch(1, _small, [2], tokens: null));

        Assert.Null(collector.ToAnswer().Usage);
    }

    [Fact]
    public void OtherModel_StartsAgain()
    {
        EmbeddingCollector collector = new(2);
        collector.Add(Batch(0, _small, [1], tokens: 20));

        Assert.Equal("small", collector.Add(Batch(0, _large, [7], tokens: 5)));

        Assert.Equal(1, collector.Next);
        Assert.True(collector.IsMissing(1));
        Assert.Equal(["small"], collector.GivenUp!);
        Assert.Same(_large, collector.LastDeployment);
        collector.Add(Batch(1, _large, [8], tokens: 5));
        Assert.Equal(10, collector.ToAnswer().Usage!.InputTokenCount);
    }

    [Fact]
    public void Dimensions_MustBeThoseOfTheCollected_ForTheSameModelAlone()
    {
        EmbeddingCollector collector = new(2);
        Assert.Null(collector.Dimensions(_small));
        collector.Add(Batch(0, _small, [1], tokens: 1));

        Assert.Equal(2, collector.Dimensions(_small));
        Assert.Null(collector.Dimensions(_large));
    }

    [Fact]
    public void Properties_OfTheFirstBatchStand()
    {
        EmbeddingCollector collector = new(2);
        EmbeddingBatch first = Batch(0, _small, [1], tokens: 1);
        first.Embeddings.AdditionalProperties = new() { ["k"] = "first" };
        EmbeddingBatch second = Batch(1, _small, [2], tokens: 1);
        second.Embeddings.AdditionalProperties = new() { ["k"] = "second", ["other"] = 1 };
        collector.Add(first);
        collector.Add(second);

        AdditionalPropertiesDictionary properties = collector.ToAnswer().AdditionalProperties!;
        Assert.Equal("first", properties["k"]);
        Assert.Equal(1, properties["other"]);
    }

    private static EmbeddingBatch Batch(int from, Deployment deployment, float[] values, long? tokens) => new(
        from,
        new GeneratedEmbeddings<Embedding<float>>(values.Select(value => new Embedding<float>(new[] { value, 0f })))
        {
            Usage = tokens is null ? null : new UsageDetails { InputTokenCount = tokens },
        },
        deployment);
}
