using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Gemini;
using static ModelGateway.Tests.Protocols.Gemini.GeminiBodies;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class GeminiEmbeddingsTests
{
    private static readonly IEmbeddingProtocol Adapter = ((IProtocol)GeminiProtocol.Instance).Embeddings!;

    [Fact]
    public void Batch_IsWritten()
    {
        EmbeddingCall call = Call(["a", "ü"], new()
        {
            Dimensions = 256,
            AdditionalProperties =
                new() { ["task_type"] = "RETRIEVAL_DOCUMENT", ["title"] = "t", ["model"] = "other", ["callback"] = () => { } },
        });
        Assert.Equal("models/gemini-embedding-001:batchEmbedContents", Adapter.GetPath(call));
        AssertJson(
            """
            {"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},"outputDimensionality":256,"taskType":"RETRIEVAL_DOCUMENT","title":"t"},
             {"model":"models/gemini-embedding-001","content":{"parts":[{"text":"ü"}]},"outputDimensionality":256,"taskType":"RETRIEVAL_DOCUMENT","title":"t"}]}
            """,
            Write(call));
        Assert.Equal(2, call.Notes.All.Count);
        Assert.Equal((100, 100), (Adapter.MaxInputs, Adapter.MaxInputsOf("any")));
    }

    [Fact]
    public void Embeddings_AreReadWithUsageWhereThereIsOne()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = Read("""{"embeddings":[{"values":[0.5,-1]},{"values":[2e-3]}]}""", 2);
        Assert.Equal([[0.5f, -1f], [0.002f]], embeddings.Select(static embedding => embedding.Vector.ToArray()));
        Assert.Null(embeddings.Usage);
        Assert.Equal(4, Read("""{"embeddings":[{"values":[1]}],"usageMetadata":{"promptTokenCount":4,"promptTokensDetails":[{"modality":"TEXT"}]}}""", 1).Usage!.InputTokenCount);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"embeddings":[]}""")]
    [InlineData("""{"embeddings":[{"values":null}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]}""")]
    public void Answers_ThatBreakTheProtocolAreMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body, 1)).Kind);

    private static EmbeddingCall Call(IReadOnlyList<string> inputs, EmbeddingGenerationOptions? options) =>
        new() { Inputs = inputs, Options = options, ModelId = "gemini-embedding-001", AttemptId = "t1" };

    private static JsonElement Write(EmbeddingCall call)
    {
        using PooledBufferWriter output = new();
        Adapter.WriteRequest(output, call);
        return JsonElement.Parse(output.WrittenSpan);
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(string body, int inputs) =>
        Adapter.ReadResponse(Encoding.UTF8.GetBytes(body), Call([.. Enumerable.Repeat("x", inputs)], null));
}
