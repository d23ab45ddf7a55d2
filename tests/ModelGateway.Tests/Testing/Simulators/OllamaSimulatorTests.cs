using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class OllamaSimulatorTests : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Ollama);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Stream_ConsistsOfJsonLinesWithDoneInTheLast()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "hm", Chunks = ["a", "b"], ToolCalls = [new("f", """{"x":1}"""), new("g") { Id = "g1" }], Usage = new(10, 8) });
        string text = await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.Ollama, true));
        JsonElement[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line))];
        Assert.EndsWith("}\n", text);
        Assert.Equal(6, lines.Length);
        Assert.Equal("hm", lines[0].GetProperty("message").GetProperty("thinking").GetString());
        Assert.Equal(
            1,
            lines[3].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetProperty("x")
                .GetInt32());
        Assert.Equal("g1", lines[4].GetProperty("message").GetProperty("tool_calls")[0].GetProperty("id").GetString());
        Assert.Equal([false, false, false, false, false, true], lines.Select(static line => line.GetProperty("done").GetBoolean()));
        Assert.Equal(
            (10, 8, "stop"),
            (
                lines[5].GetProperty("prompt_eval_count").GetInt32(),
                lines[5].GetProperty("eval_count").GetInt32(),
                lines[5].GetProperty("done_reason").GetString()));
    }

    [Fact]
    public async Task Stream_IsTheDefault()
    {
        using HttpResponseMessage response = await _client.SendAsync("""{"model":"m","messages":[{"role":"user","content":"hello, hello, hello"}]}""");
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains('\n', (await response.Content.ReadAsStringAsync()).TrimEnd());
    }

    [Fact]
    public async Task Key_IsNotNeededButMustBeValid()
    {
        using HttpClient http = new() { BaseAddress = _simulator.Endpoint };
        using HttpResponseMessage keyless =
            await http.GetAsync(new Uri("api/tags", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)keyless.StatusCode);
        _client.Key = "wrong";
        using HttpResponseMessage refused = await _client.HelloAsync();
        Assert.Equal(401, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Embeddings_DependOnTheTextOnly()
    {
        JsonElement first = await EmbedAsync("""{"model":"all-minilm","input":["one","two"],"dimensions":40}""");
        JsonElement second = await EmbedAsync("""{"model":"all-minilm","input":"two","dimensions":40}""");
        Assert.Equal(2, first.GetProperty("embeddings").GetArrayLength());
        Assert.Equal(40, first.GetProperty("embeddings")[0].GetArrayLength());
        Assert.Equal(first.GetProperty("embeddings")[1].GetRawText(), second.GetProperty("embeddings")[0].GetRawText());
        Assert.NotEqual(first.GetProperty("embeddings")[0].GetRawText(), second.GetProperty("embeddings")[0].GetRawText());
        Assert.Equal(
            1, first.GetProperty("embeddings")[0].EnumerateArray().Sum(static number => number.GetDouble() * number.GetDouble()), 4);
        _simulator.FailAlways(SimulatedFault.Overloaded());
        using HttpResponseMessage refused = await _client.SendAsync(HttpMethod.Post, "api/embed", """{"model":"all-minilm","input":"two"}""");
        Assert.Equal(503, (int)refused.StatusCode);
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "model is required")]
    [InlineData("""{"model":"m","messages":[],"options":[]}""", "ChatRequest.options")]
    [InlineData("""{"model":"m","messages":[],"think":"much"}""", "invalid think value")]
    [InlineData("""{"model":"m","messages":[],"think":"high"}""", "not supported for this model")]
    [InlineData("""{"model":"m","messages":[{"role":"critic","content":""}]}""", "invalid role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":["a"]}]}""", "ChatRequest.messages.content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"","images":["https://h/i"]}]}""", "illegal base64")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}]}""", "arguments")]
    [InlineData("""{"model":"m","messages":{}}""", "ChatRequest.messages of")]
    [InlineData("""{"model":"m","messages":[],"keep_alive":"soon"}""", "time: invalid duration \"soon\"")]
    [InlineData("""{"model":"m","messages":[],"keep_alive":{}}""", "Unsupported type")]
    [InlineData("""{"model":"m","messages":[],"stream":"no"}""", "ChatRequest.stream")]
    [InlineData("""{"model":"m","messages":[],"tools":{}}""", "ChatRequest.tools")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"type":"function","function":"f"}]}""", "ChatRequest.tools.function")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":"{}"}}]}""", "parameters")]
    public async Task WrongRequests_AreRefused(string body, string message) =>
        Assert.Contains(message, (await _client.JsonAsync(body, 400)).GetProperty("error").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task WrongFormat_IsFoundByTheRunner() => Assert.Contains(
        "invalid format: \"xml\"",
        (await _client.JsonAsync("""{"model":"m","messages":[],"format":"xml"}""", 500)).GetProperty("error").GetString(),
        StringComparison.Ordinal);

    /// <summary>What the real server takes: fields that it does not know, nulls, results of tools without a name.</summary>
    [Theory]
    [InlineData("""{"temperature":1,"tool_choice":"none","template":null}""")]
    [InlineData("""{"options":null,"format":null,"tools":null,"think":null,"keep_alive":null}""")]
    [InlineData("""{"keep_alive":-1,"format":"json","think":true}""")]
    [InlineData("""{"keep_alive":"1h30m","format":{"type":"object"},"think":false}""")]
    [InlineData("""{"keep_alive":"0","format":"","options":{"num_ctx":4096,"stop":["a"]},"truncate":true,"shift":false}""")]
    [InlineData("""{"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}},{"type":"function","function":{"name":"f"}}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"a"},{"role":"tool","content":"{\"CallId\":\"c\",\"Result\":1}"}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"id":"c","function":{"index":0,"name":"f","arguments":{}}}]},{"role":"user","content":"a","images":["AQID"],"extra":1}]}""")]
    public async Task Requests_AreTakenAsTheServerTakesThem(string fields)
    {
        Dictionary<string, JsonElement> body = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(fields)!;
        body["model"] = JsonElement.Parse("\"m\"");
        body["stream"] = JsonElement.Parse("false");
        body.TryAdd("messages", JsonElement.Parse("""[{"role":"user","content":"a"}]"""));

        JsonElement answer = await _client.JsonAsync(JsonSerializer.Serialize(body), 200);

        Assert.Equal("a", answer.GetProperty("message").GetProperty("content").GetString());
    }

    private async Task<JsonElement> EmbedAsync(string body)
    {
        using HttpResponseMessage response = await _client.SendAsync(HttpMethod.Post, "api/embed", body);
        Assert.True(response.IsSuccessStatusCode);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync());
    }
}
