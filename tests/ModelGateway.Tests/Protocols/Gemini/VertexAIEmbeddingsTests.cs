using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Tests.Protocols.Gemini;

public sealed class VertexAIEmbeddingsTests
{
    private static readonly IEmbeddingProtocol Adapter = ((IProtocol)VertexAIProtocol.Instance).Embeddings!;

    [Fact]
    public void Texts_AreInstancesAndOptionsAreTheirsOrParameters()
    {
        EmbeddingCall call = Call("text-embedding-005", ["a", "b"], new()
        {
            Dimensions = 256,
            AdditionalProperties = new()
            {
                ["taskType"] = "RETRIEVAL_DOCUMENT",
                ["title"] = "t",
                ["autoTruncate"] = false,
                ["outputDimensionality"] = 1,
                ["modelgateway.x"] = 1
            },
        });
        Assert.Equal("models/text-embedding-005:predict", Adapter.GetPath(call));
        AssertJson(
            """
            {"instances":[{"content":"a","task_type":"RETRIEVAL_DOCUMENT","title":"t"},{"content":"b","task_type":"RETRIEVAL_DOCUMENT","title":"t"}],
             "parameters":{"outputDimensionality":256,"autoTruncate":false}}
            """,
            Write(call));
        Assert.Single(call.Notes.All);
        AssertJson("""{"instances":[{"content":"a"}]}""", Write(Call("gemini-embedding-001", ["a"], null)));
    }

    [Fact]
    public void GeminisModels_TakeOneTextAtATime()
    {
        Assert.Equal((250, 250, 1, 1), (Adapter.MaxInputs, Adapter.MaxInputsOf("text-embedding-005"),
            Adapter.MaxInputsOf("gemini-embedding-001"), Adapter.MaxInputsOf("models/gemini-embedding-2")));
        Assert.Equal(FailureKind.Unsupported,
            Assert.Throws<ProviderException>(() => Write(Call("gemini-embedding-001", ["a", "b"], null))).Kind);
        EmbeddingCall second =
            Call("gemini-embedding-2", ["a"], new() { Dimensions = 768, AdditionalProperties = new() { ["task_type"] = "CLUSTERING" } });
        Assert.Equal("models/gemini-embedding-2:embedContent", Adapter.GetPath(second));
        AssertJson("""{"content":{"parts":[{"text":"a"}]},"outputDimensionality":768,"taskType":"CLUSTERING"}""", Write(second));
    }

    [Fact]
    public void Predictions_AreReadWithTheirTokens()
    {
        GeneratedEmbeddings<Embedding<float>> embeddings = Read("""
            {"predictions":[{"embeddings":{"statistics":{"truncated":false,"token_count":6},"values":[0.5,-1]}},
             {"embeddings":{"values":[2,3],"statistics":{"token_count":7}}}],"metadata":{"billableCharacterCount":20}}
            """, 2);
        Assert.Equal([[0.5f, -1f], [2f, 3f]], embeddings.Select(static embedding => embedding.Vector.ToArray()));
        Assert.Equal((13, 13), (embeddings.Usage!.InputTokenCount, embeddings.Usage.TotalTokenCount));
        embeddings = Read("""{"embedding":{"values":[1]},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4},"truncated":false}""", 1);
        Assert.Equal(4, embeddings.Usage!.InputTokenCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"predictions":[{}]}""")]
    [InlineData("""{"predictions":[{"embeddings":{"values":["1"]}}]}""")]
    [InlineData("""{"predictions":[{"embeddings":{"values":[1]}},{"embeddings":{"values":[1]}}]}""")]
    public void Answers_ThatBreakTheProtocolAreMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body, 1)).Kind);

    [Fact]
    public void ErrorInDisguise_IsAnError() => Assert.Equal(
        FailureKind.RateLimited, Assert.Throws<ProviderException>(static () => Read("""{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"quota"}}""", 1)).Kind);

    private static EmbeddingCall Call(string model, IReadOnlyList<string> inputs, EmbeddingGenerationOptions? options) =>
        new() { Inputs = inputs, Options = options, ModelId = model, AttemptId = "t1" };

    private static JsonElement Write(EmbeddingCall call)
    {
        using PooledBufferWriter output = new();
        Adapter.WriteRequest(output, call);
        return JsonElement.Parse(output.WrittenSpan);
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(string body, int inputs) =>
        Adapter.ReadResponse(Encoding.UTF8.GetBytes(body), Call("m", [.. Enumerable.Repeat("x", inputs)], null));

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected}\nActual   {actual.GetRawText()}");
}
