using System.Text;
using Microsoft.Extensions.AI;
using ModelGateway.Failures;
using ModelGateway.Protocols.Embeddings;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Embeddings;

/// <summary>Reading embeddings by a table; the protocols' own tables are tested with their protocols.</summary>
public sealed class EmbeddingReaderTests
{
    private static readonly EmbeddingTable Table = new()
    {
        Fields = new(
            ("items", EmbeddingPart.Items),
            ("items.inner.vector", EmbeddingPart.Vector),
            ("items.index", EmbeddingPart.Index),
            ("items.tokens", EmbeddingPart.Tokens),
            ("only", EmbeddingPart.Item),
            ("only.vector", EmbeddingPart.Vector),
            ("vectors", EmbeddingPart.Vectors),
            ("vectors.float", EmbeddingPart.Vectors),
            ("model", EmbeddingPart.Model),
            ("usage", EmbeddingPart.Usage),
            ("time", new(EmbeddingPart.Property, "time")),
            ("error", EmbeddingPart.Error)),
        ReadUsage = static (ref reader) => new UsageDetails { InputTokenCount = reader.GetInt64() },
        ReadError = static (ref reader, _) =>
            reader.GetString() is { Length: > 0 } words ? new ProviderException(new ProviderFailure(FailureKind.Unavailable, words)) : null,
    };

    [Fact]
    public void Items_AreReadInTheInputsOrder()
    {
        GeneratedEmbeddings<Embedding<float>> read = Read("""
            {"error":"","items":[{"index":1,"tokens":3,"inner":{"vector":[3,4]}},null,{"inner":{"vector":[1,2]},"index":0,"tokens":4}],"model":"x","time":9}
            """, "a", "b");

        Assert.Equal([1f, 2f], read[0].Vector.ToArray());
        Assert.Equal([3f, 4f], read[1].Vector.ToArray());
        Assert.All(read, static embedding => Assert.Equal("x", embedding.ModelId));
        Assert.Equal((7, 7), (read.Usage!.InputTokenCount, read.Usage.TotalTokenCount));
        Assert.Equal(9L, read.AdditionalProperties!["time"]);
    }

    [Theory]
    [InlineData("""{"vectors":[[1,2]]}""")]
    [InlineData("""{"vectors":{"int8":[[7]],"float":[[1,2]]}}""")]
    [InlineData("""{"only":{"vector":[1,2]}}""")]
    [InlineData("""{"only":{"vector":"AACAPwAAAEA="}}""")]
    public void Vectors_AreReadInEachForm(string body)
    {
        Embedding<float> read = Assert.Single(Read(body, "a"));

        Assert.Equal([1f, 2f], read.Vector.ToArray());
        Assert.Equal("test-model", read.ModelId);
    }

    [Fact]
    public void Usage_IsReadByTheProtocol() => Assert.Equal(5, Read("""{"usage":5,"vectors":[[1]]}""", "a").Usage!.InputTokenCount);

    [Theory]
    [InlineData("""{"vectors":[[1]]}""")]
    [InlineData("""{"vectors":[[1],[2],[3]]}""")]
    [InlineData("""{"items":[{"index":0,"inner":{"vector":[1]}},{"index":0,"inner":{"vector":[1]}}]}""")]
    [InlineData("""{"items":[{"index":7,"inner":{"vector":[1]}}]}""")]
    [InlineData("""{"items":[{"index":-1,"inner":{"vector":[1]}}]}""")]
    [InlineData("""{"items":[{},{}]}""")]
    [InlineData("""{"items":[7,7]}""")]
    [InlineData("""{"items":7}""")]
    [InlineData("""{"vectors":[[],[]]}""")]
    [InlineData("[]")]
    [InlineData("")]
    public void AnswersThatAreNotOneVectorForEachInput_AreMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body, "a", "b")).Kind);

    [Fact]
    public void EmbeddedErrors_AreThrown() =>
        Assert.Equal("broken", Assert.Throws<ProviderException>(() => Read("""{"error":"broken","vectors":[[1]]}""", "a")).Message);

    private static GeneratedEmbeddings<Embedding<float>> Read(string body, params string[] inputs) =>
        EmbeddingReader.Read(Table, Encoding.UTF8.GetBytes(body), EmbeddingCalls.Of(inputs));
}
