using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Ollama;
using static ModelGateway.Tests.Protocols.Ollama.OllamaBodies;

namespace ModelGateway.Tests.Protocols.Ollama;

public sealed class OllamaEmbeddingsTests
{
    private static readonly IEmbeddingProtocol Adapter = ((IProtocol)OllamaProtocol.Instance).Embeddings!;

    [Fact]
    public void Request_IsWritten()
    {
        EmbeddingCall call = Call(["a", "ü"], new()
        {
            Dimensions = 256,
            AdditionalProperties = new()
            {
                ["truncate"] = false,
                ["keep_alive"] = TimeSpan.FromSeconds(90),
                ["num_ctx"] = 2048,
                ["dimensions"] = 1,
                ["modelgateway.x"] = 1
            },
        });
        Assert.Equal("api/embed", Adapter.GetPath(call));
        AssertJson("""{"model":"all-minilm","input":["a","ü"],"dimensions":256,"truncate":false,"keep_alive":90,"options":{"num_ctx":2048}}""", Write(call));
        Assert.Contains("dimensions", Assert.Single(call.Notes.All), StringComparison.Ordinal);
        AssertJson("""{"model":"all-minilm","input":["a"]}""", Write(Call(["a"], null)));
    }

    [Fact]
    public void Embeddings_AreReadInOrderWithUsage()
    {
        string numbers = string.Join(',',
            Enumerable.Range(0, 3000).Select(static i => (i / 8.0).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        GeneratedEmbeddings<Embedding<float>> embeddings = Read(
            $$"""{"model":"all-minilm","embeddings":[[0.5,-1,1e-3],[{{numbers}}]],"total_duration":14143917,"load_duration":1019500,"prompt_eval_count":8}""", 2);
        Assert.Equal([0.5f, -1f, 0.001f], embeddings[0].Vector.ToArray());
        Assert.Equal(3000, embeddings[1].Vector.Length);
        Assert.Equal(2999 / 8f, embeddings[1].Vector.Span[2999]);
        Assert.Equal((8, 8), (embeddings.Usage!.InputTokenCount, embeddings.Usage.TotalTokenCount));
        Assert.Equal(14143917L, embeddings.AdditionalProperties!["total_duration"]);
        Assert.Equal("all-minilm", embeddings[0].ModelId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"embeddings":[[1]]}""")]
    [InlineData("""{"embeddings":null}""")]
    [InlineData("""{"embeddings":[[1],["2"]]}""")]
    [InlineData("""{"embeddings":[[1],[1e99]]}""")]
    [InlineData("""{"embeddings":[[1],2]}""")]
    [InlineData("""{"embeddings":[[1],[2""")]
    public void Answers_ThatBreakTheProtocolAreMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read(body, 2)).Kind);

    [Fact]
    public void ErrorInDisguise_IsAnError() => Assert.Equal(
        FailureKind.ContextTooLong, Assert.Throws<ProviderException>(static () => Read("""{"error":"the input length exceeds the context length"}""", 1)).Kind);

    private static EmbeddingCall Call(IReadOnlyList<string> inputs, EmbeddingGenerationOptions? options) =>
        new() { Inputs = inputs, Options = options, ModelId = "all-minilm", AttemptId = "t1" };

    private static JsonElement Write(EmbeddingCall call)
    {
        using PooledBufferWriter output = new();
        Adapter.WriteRequest(output, call);
        return JsonElement.Parse(output.WrittenSpan);
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(string body, int inputs) =>
        Adapter.ReadResponse(Encoding.UTF8.GetBytes(body), Call([.. Enumerable.Repeat("x", inputs)], null));
}
