using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Buffers;
using ModelGateway.Protocols;
using ModelGateway.Tests.Providers.OpenAICompatible;

namespace ModelGateway.Tests.Testing.Simulators;

/// <summary>Chat Completions of DeepSeek and Azure, and embeddings.</summary>
public sealed class OpenAIFlavourTests
{
    private const string History =
        """[{"role":"user","content":"x"},{"role":"assistant","content":"",REASONING"tool_calls":[{"id":"c","type":"function","function":{"name":"w","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"y"}]""";

    [Theory]
    [InlineData("""{"model":"m","messages":HISTORY}""", "", "must be passed back to the API")]
    [InlineData("""{"model":"m","messages":HISTORY}""", "\"reasoning_content\":\"\",", null)]
    [InlineData("""{"model":"m","messages":HISTORY,"thinking":{"type":"disabled"}}""", "", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"tool_choice":"required"}""", "", "does not support this tool_choice")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"tool_choice":"required","thinking":{"type":"disabled"}}""", "", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema"}}""", "", "unavailable now")]
    [InlineData("""{"model":"m","messages":[{"role":"developer","content":"x"}]}""", "", "unknown variant `developer`")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}}]}]}""", "", "unknown variant `image_url`")]
    public async Task DeepSeek_RefusesUnsupportedRequests(string body, string reasoning, string? refusal)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.DeepSeek);
        using SimulatorClient client = new(simulator);
        body = body.Replace("HISTORY", History.Replace("REASONING", reasoning, StringComparison.Ordinal), StringComparison.Ordinal);
        using HttpResponseMessage response = await client.SendAsync(body);
        string answer = await response.Content.ReadAsStringAsync();
        Assert.Equal(refusal is null ? 200 : 400, (int)response.StatusCode);
        Assert.Contains(refusal ?? "prompt_cache_hit_tokens", answer, StringComparison.Ordinal);
        Assert.Equal(refusal is null, answer.StartsWith("\n\n{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Streams_StartLikeTheVendors()
    {
        await using ProviderSimulator deepSeek = await ProviderSimulator.StartAsync(SimulatedProtocol.DeepSeek);
        await using ProviderSimulator azure = await ProviderSimulator.StartAsync(SimulatedProtocol.AzureOpenAI);
        using SimulatorClient first = new(deepSeek), second = new(azure);
        Assert.StartsWith(
            ": keep-alive\n\ndata: {",
            await first.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.DeepSeek, true)),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "data: {\"choices\":[]",
            await second.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.AzureOpenAI, true)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI)]
    [InlineData(SimulatedProtocol.DeepSeek)]
    [InlineData(SimulatedProtocol.AzureOpenAI)]
    public async Task Models_AreListedWhereTheProtocolLooks(SimulatedProtocol protocol)
    {
        ProviderSimulatorOptions options = new() { Models = { "a", "b" } };
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol, options);
        using SimulatorClient client = new(simulator);
        IModelListProtocol list = Dialects.Adapter(protocol.ToString()).ModelList!;
        using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, list.GetPath(null), null);
        List<DiscoveredModel> models = [];
        Assert.Null(list.Read(await response.Content.ReadAsByteArrayAsync(), models));
        Assert.Equal(["a", "b"], models.Select(static model => model.Id));
    }

    [Theory]
    [InlineData(SimulatedProtocol.OpenAI, null)]
    [InlineData(SimulatedProtocol.AzureOpenAI, 4)]
    public async Task Texts_AreEmbeddedAsNumbersAndAsBase64(SimulatedProtocol protocol, int? dimensions)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(protocol);
        using SimulatorClient client = new(simulator);
        IEmbeddingProtocol adapter = Dialects.Adapter(protocol.ToString()).Embeddings!;
        EmbeddingCall call =
            new() { Inputs = ["one", "two", "one"], ModelId = "e", Options = new EmbeddingGenerationOptions { Dimensions = dimensions } };
        using PooledBufferWriter body = new();
        adapter.WriteRequest(body, call);
        string sent = Encoding.UTF8.GetString(body.WrittenSpan);
        GeneratedEmbeddings<Embedding<float>> read = adapter.ReadResponse(await AnswerAsync(client, adapter.GetPath(call), sent), call);
        Assert.Equal(read[0].Vector.ToArray(), read[2].Vector.ToArray());
        Assert.NotEqual(read[0].Vector.ToArray(), read[1].Vector.ToArray());
        Assert.Equal(dimensions ?? 8, read[0].Vector.Length);
        Assert.Equal(3, read.Usage!.InputTokenCount);

        byte[] numbers = await AnswerAsync(client, "embeddings", sent.Replace("\"base64\"", "\"float\"", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Array, JsonElement.Parse(numbers).GetProperty("data")[0].GetProperty("embedding").ValueKind);
        Assert.Equal(read[1].Vector.ToArray(), adapter.ReadResponse(numbers, call)[1].Vector.ToArray());
    }

    [Theory]
    [InlineData("""{"input":["a"]}""")]
    [InlineData("""{"model":"e","input":[]}""")]
    [InlineData("""{"model":"e","input":["a",""]}""")]
    [InlineData("""{"model":"e","input":["a",1]}""")]
    [InlineData("""{"model":"e","input":[{"a":1}]}""")]
    public async Task EmbeddingsOfNothing_AreRefused(string body)
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        using SimulatorClient client = new(simulator);
        using HttpResponseMessage response = await client.SendAsync(HttpMethod.Post, "embeddings", body);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task EmbeddingsOfTooManyTokens_AreRefusedAndTheGatewaySendsFewer()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        string text = new('x', 400_000);
        using (SimulatorClient client = new(simulator))
        {
            using HttpResponseMessage response = await client.SendAsync(HttpMethod.Post, "embeddings", $$"""{"model":"e","input":["{{text}}","{{text}}","{{text}}","a"]}""");
            Assert.Equal(400, (int)response.StatusCode);
            Assert.Contains("max 300000 tokens per request", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using IEmbeddingGenerator<string, Embedding<float>> gateway = Gateway(simulator);
        GeneratedEmbeddings<Embedding<float>> vectors = await gateway.GenerateAsync([text, text, text, "a"], new() { ModelId = "p/e" });
        Assert.Equal(4, vectors.Count);
        Assert.InRange(vectors.GetReceipt()!.Attempts.Count, 2, 4);
    }

    [Fact]
    public async Task FaultsAndRateLimits_ApplyToEmbeddings()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        using IEmbeddingGenerator<string, Embedding<float>> gateway = Gateway(simulator);

        foreach ((SimulatedFault fault, FailureKind kind) in ((SimulatedFault, FailureKind)[])
            [
                (SimulatedFault.Overloaded(), FailureKind.Unavailable),
                (SimulatedFault.MalformedAfterChunks(0), FailureKind.Malformed),
                (SimulatedFault.ErrorEventAfterChunks(0), FailureKind.Unavailable),
            ])
        {
            simulator.Fail(fault);
            Assert.Equal(
                kind, (await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["a"], new() { ModelId = "p/e" }))).Kind);
        }

        simulator.LimitRate(1, TimeSpan.FromMinutes(1));
        Assert.Single(await gateway.GenerateAsync(["a"], new() { ModelId = "p/e" }));
        Assert.Equal(
            FailureKind.RateLimited,
            (await Assert.ThrowsAsync<ProviderException>(() => gateway.GenerateAsync(["a"], new() { ModelId = "p/e" }))).Kind);
    }

    private static IEmbeddingGenerator<string, Embedding<float>> Gateway(ProviderSimulator simulator) =>
        GatewayEmbeddingGenerator.Create(g =>
        g.AddProvider("p", "OpenAI", o =>
        {
            o.Endpoint = simulator.Endpoint;
            o.Keys.Add(simulator.ApiKey);
        }));

    [Fact]
    public async Task DeepSeek_HasNoEmbeddings()
    {
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.DeepSeek);
        using SimulatorClient client = new(simulator);
        using HttpResponseMessage response = await client.SendAsync(HttpMethod.Post, "embeddings", """{"model":"e","input":["a"]}""");
        Assert.Equal(404, (int)response.StatusCode);
    }

    private static async Task<byte[]> AnswerAsync(SimulatorClient client, string path, string body)
    {
        using HttpResponseMessage response = await client.SendAsync(HttpMethod.Post, path, body);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
