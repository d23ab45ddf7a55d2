using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Costs.Usage;
using ModelGateway.Protocols;
using ModelGateway.Tests.Providers.OpenAICompatible;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>Embeddings: what is written, and vectors read as numbers and as base64.</summary>
public sealed class OpenAIEmbeddingsTests
{
    [Theory]
    [InlineData("OpenAI", 2048)]
    [InlineData("AzureOpenAI", 2048)]
    [InlineData("Qwen", 10)]
    public void Limits_AreTheServices(string type, int inputs)
    {
        IEmbeddingProtocol embeddings = Dialects.Adapter(type).Embeddings!;
        Assert.Equal(inputs, embeddings.MaxInputs);
        Assert.Equal("embeddings", embeddings.GetPath(Call("a")));
    }

    [Theory]
    [InlineData("DeepSeek")]
    [InlineData("Groq")]
    [InlineData("Cerebras")]
    [InlineData("Perplexity")]
    [InlineData("XAI")]
    public void ServicesWithoutEmbeddings_HaveNone(string type) => Assert.Null(Dialects.Adapter(type).Embeddings);

    [Theory]
    [InlineData("OpenAI", """{"model":"e","input":["a","Köln"],"dimensions":256,"encoding_format":"base64","user":"u"}""")]
    [InlineData("OpenRouter", """{"model":"e","input":["a","Köln"],"dimensions":256,"user":"u"}""")]
    [InlineData("LlamaServer", """{"model":"e","input":["a","Köln"],"encoding_format":"base64","user":"u"}""")]
    public void Requests_AreWritten(string type, string expected)
    {
        EmbeddingCall call = Call(["a", "Köln"], new EmbeddingGenerationOptions
        {
            ModelId = "a route",
            Dimensions = 256,
            AdditionalProperties = new() { ["user"] = "u", ["model"] = "x", ["modelgateway.x"] = 1 },
        });
        Dialects.AssertJson(expected, Write(type, call));
        Assert.Equal(type == "LlamaServer",
            call.Notes.All.Contains("Dimensions was not sent: llama-server Embeddings has no such option."));
        Assert.Contains("AdditionalProperties[\"model\"] was not sent: the request has that field already.", call.Notes.All);
    }

    [Theory]
    [InlineData("[0.25,-1.5,3e-2]")]
    [InlineData("\"AACAPgAAwL+PwvU8\"")]
    [InlineData("\"AACAPgAAwL\\u002bPwvU8\"")]
    public void Vectors_AreReadAsNumbersAndAsBase64(string vector)
    {
        GeneratedEmbeddings<Embedding<float>> read = Read(
            "OpenAI", $$$"""{"data":[{"index":0,"embedding":{{{vector}}}}],"model":"m","usage":{"prompt_tokens":3,"total_tokens":3,"cost":0.5}}""", "a");
        Assert.Equal([0.25f, -1.5f, 0.03f], read[0].Vector.ToArray());
        Assert.Equal("m", read[0].ModelId);
        Assert.Equal((3, 3, 5_000_000_000),
            (read.Usage!.InputTokenCount, read.Usage.TotalTokenCount, read.Usage.AdditionalCounts![UsageCounts.CostTicks]));
    }

    [Fact]
    public void Order_IsTheInputs() =>
        Assert.Equal(
            [1f, 2f],
            Read("OpenAI", """{"data":[{"embedding":[2],"index":1},{"index":0,"embedding":[1]}]}""", "a", "b").Select(static embedding => embedding.Vector.Span[0]));

    [Fact]
    public void VectorLongerThanTheFirst_IsReadWhole() =>
        Assert.Equal([1, 5], Read("OpenAI", """{"data":[{"embedding":[1]},{"embedding":[1,2,3,4,5]}]}""", "a", "b").Select(static embedding => embedding.Vector.Length));

    [Theory]
    [InlineData("""{"data":[{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":["x"]}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"AAA"}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"AAAAAAA="}]}""")]
    [InlineData("""{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":{}}]}""")]
    [InlineData("""{"data":7}""")]
    [InlineData("""{}""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("nonsense")]
    public void AnswerThatIsNone_IsMalformed(string body) =>
        Assert.Equal(FailureKind.Malformed, Assert.Throws<ProviderException>(() => Read("OpenAI", body, "a", "b")).Kind);

    [Fact]
    public void ErrorInDisguise_IsOne() =>
        Assert.Equal(
            FailureKind.ModelNotFound,
            Assert.Throws<ProviderException>(() => Read("OpenRouter", """{"error":{"code":404,"message":"Model x does not exist"}}""", "a")).Kind);

    [Theory]
    [InlineData("openai", 4)]
    [InlineData("openrouter", 6)]
    [InlineData("doubleword", 26)]
    [InlineData("venice", 8)]
    [InlineData("llamacpp", 5)]
    [InlineData("copilot", 1)]
    public void RecordedEmbeddings_AreReadWhole(string provider, int expected)
    {
        int read = 0;
        foreach (JsonElement line in Recorded(provider).Where(static line => line.GetProperty("status").GetInt32() < 400))
        {
            read++;
            JsonElement request = line.GetProperty("request");
            request = request.ValueKind == JsonValueKind.String ? JsonElement.Parse(request.GetString()!) : request;
            string[] inputs = [.. request.GetProperty("input").EnumerateArray().Select(static input => input.GetString()!)];
            string body = line.GetProperty("response").GetString()!;
            GeneratedEmbeddings<Embedding<float>> embeddings =
                RecordedDialects.Adapter(provider).Embeddings!.ReadResponse(Encoding.UTF8.GetBytes(body), Call(inputs));
            JsonElement said = JsonElement.Parse(body);
            Assert.Equal(inputs.Length, embeddings.Count);
            foreach (JsonElement item in said.GetProperty("data").EnumerateArray())
            {
                Assert.Equal(
                    item.GetProperty("embedding").EnumerateArray().Select(static value => value.GetSingle()),
                    embeddings[item.GetProperty("index").GetInt32()].Vector.ToArray());
            }

            Assert.Equal(said.GetProperty("usage").GetProperty("prompt_tokens").GetInt64(), embeddings.Usage!.InputTokenCount);
            Assert.Equal(said.GetProperty("usage").GetProperty("total_tokens").GetInt64(), embeddings.Usage.TotalTokenCount);
        }

        Assert.Equal(expected, read);
    }

    [Theory]
    [InlineData("openai", FailureKind.ModelNotFound)]
    [InlineData("openrouter", FailureKind.ModelNotFound)]
    [InlineData("doubleword", null)]
    [InlineData("venice", FailureKind.ModelNotFound)]
    [InlineData("llamacpp", null)]
    internal void RecordedErrors_AreClassified(string provider, FailureKind? kind)
    {
        JsonElement[] errors = [.. Recorded(provider).Where(static line => line.GetProperty("status").GetInt32() >= 400)];
        Assert.NotEmpty(errors);
        using HttpResponseMessage message = new();
        foreach (JsonElement error in errors)
        {
            FailureKind read = RecordedDialects.Adapter(provider).ReadError(
                error.GetProperty("status").GetInt32(), message.Headers,
                Encoding.UTF8.GetBytes(error.GetProperty("response").GetString()!), default).Kind;
            Assert.NotEqual(FailureKind.Unknown, read);
            Assert.Equal(kind ?? read, read);
        }
    }

    private static IEnumerable<JsonElement> Recorded(string provider) =>
        SharedData.Exchanges(provider)
            .Where(static line => line.GetProperty("path").GetString()!.EndsWith("/embeddings", StringComparison.Ordinal));

    private static EmbeddingCall Call(params string[] inputs) => Call(inputs, null);

    private static EmbeddingCall Call(string[] inputs, EmbeddingGenerationOptions? options) =>
        new() { Inputs = inputs, Options = options, ModelId = "e", AttemptId = "t1" };

    private static JsonElement Write(string type, EmbeddingCall call)
    {
        using PooledBufferWriter output = new();
        Dialects.Adapter(type).Embeddings!.WriteRequest(output, call);
        return JsonElement.Parse(output.WrittenSpan);
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(string type, string body, params string[] inputs) =>
        Dialects.Adapter(type).Embeddings!.ReadResponse(Encoding.UTF8.GetBytes(body), Call(inputs));
}
