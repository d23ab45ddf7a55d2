using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class GeminiSimulatorTests : IAsyncLifetime
{
    private const string User = """{"role":"user","parts":[{"text":"x"}]}""";
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Gemini);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Stream_HasUsageOnEveryChunkAndEndsWithTheFinishReason()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "hm", Chunks = ["a", "b"], ToolCalls = [new("f", """{"x":1}"""), new("g") { Id = "g1" }], Usage = new(10, 8) { ReasoningTokens = 2 } });
        string text = await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.Gemini, true));
        Assert.EndsWith("\r\n\r\n", text);
        JsonElement[] chunks = [.. SimulatorClient.Events(text, "\r\n").Select(e => JsonElement.Parse(e.Data))];
        Assert.All(chunks, chunk => Assert.Equal(10, chunk.GetProperty("usageMetadata").GetProperty("promptTokenCount").GetInt32()));
        Assert.True(Parts(chunks[0])[0].GetProperty("thought").GetBoolean());
        JsonElement calls = Parts(chunks[3]);
        Assert.Equal(1, calls[0].GetProperty("functionCall").GetProperty("args").GetProperty("x").GetInt32());
        Assert.False(calls[0].GetProperty("functionCall").TryGetProperty("id", out _));
        Assert.Equal("g1", calls[1].GetProperty("functionCall").GetProperty("id").GetString());
        Assert.True(calls[0].TryGetProperty("thoughtSignature", out _));
        Assert.False(calls[1].TryGetProperty("thoughtSignature", out _));
        Assert.Equal("STOP", chunks[^1].GetProperty("candidates")[0].GetProperty("finishReason").GetString());
        JsonElement usage = chunks[^1].GetProperty("usageMetadata");
        Assert.Equal(
            (6, 2, 18),
            (
                usage.GetProperty("candidatesTokenCount").GetInt32(),
                usage.GetProperty("thoughtsTokenCount").GetInt32(),
                usage.GetProperty("totalTokenCount").GetInt32()));
    }

    [Fact]
    public async Task Stream_WithoutServerSentEventsIsAJsonArray()
    {
        _simulator.Reply(new SimulatedReply { Chunks = ["a", "b", "c"] });
        using HttpResponseMessage response = await _client.SendAsync(
            HttpMethod.Post, "models/gemini-2.5-flash:streamGenerateContent", SimulatorClient.Hello(SimulatedProtocol.Gemini, true));
        Assert.Equal(3, JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetArrayLength());
    }

    [Fact]
    public async Task Signatures_AreAcceptedOnlyIfIssued()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "hm", ToolCalls = [new("f")] });
        JsonElement issued = await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Gemini, false));
        string signature = Parts(issued)[1].GetProperty("thoughtSignature").GetString()!;
        await _client.JsonAsync(History(signature));
        await _client.JsonAsync(History("skip_thought_signature_validator"));
        Assert.Equal("Corrupted thought signature.", await _client.RefusalAsync(History("Zm9yZWlnbg==")));

        static string History(string signature) => $$$$$"""
            {"contents":[{{{{{User}}}}},{"role":"model","parts":[{"functionCall":{"name":"f","args":{}},"thoughtSignature":"{{{{{signature}}}}}"}]},
             {"role":"user","parts":[{"functionResponse":{"name":"f","response":{"ok":true}}}]}]}
            """;
    }

    [Fact]
    public async Task Gemini3_RequiresASignatureOnCallsOfTheCurrentTurn()
    {
        const string Called = """{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}""";
        using HttpResponseMessage refused = await Send($$"""{"contents":[{{User}},{{Called}}]}""");
        Assert.Contains("missing a thought_signature", await refused.Content.ReadAsStringAsync());
        using HttpResponseMessage past = await Send($$"""{"contents":[{{User}},{{Called}},{{User}}]}""");
        Assert.Equal(200, (int)past.StatusCode);
        _simulator.Reply(new SimulatedReply { ToolCalls = [new("f")] });
        using HttpResponseMessage calls = await Send($$"""{"contents":[{{User}}]}""");
        Assert.Contains("thoughtSignature", await calls.Content.ReadAsStringAsync());

        Task<HttpResponseMessage> Send(string body) => _client.SendAsync(
            HttpMethod.Post, "models/gemini-3-flash-preview:generateContent", body);
    }

    [Theory]
    [InlineData("""{}""", "contents is not specified")]
    [InlineData("""{"contents":[{"role":"assistant","parts":[{"text":"x"}]}]}""", "Please use a valid role: user, model.")]
    [InlineData("""{"contents":[{"role":"user","parts":[]}]}""", "parts must not be empty")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"x"}]}],"temperature":1}""", "Unknown name \"temperature\": Cannot find field.")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"type":"text","text":"x"}]}]}""", "Unknown name \"type\" at 'contents[0].parts[0]': Cannot find field.")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}]}""", "function response turn comes immediately after a function call turn")]
    [InlineData("""{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f"}}]}]}""", "function call turn comes immediately after a user turn")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"x"}]},{"role":"model","parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"g"}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{}}}]}]}""", "number of function response parts is equal")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"x"}]},{"role":"model","parts":[{"functionCall":{"name":"f"}}]},{"role":"user","parts":[{"functionResponse":{"name":"g","response":{}}}]}]}""", "number of function response parts is equal")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"x"}]},{"role":"model","parts":[{"functionCall":{"name":"f"}}]},{"role":"user","parts":[{"text":"never mind"}]}]}""", "number of function response parts is equal")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"x"}]},{"role":"model","parts":[{"functionCall":{"name":"f"}}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":"text"}}]}]}""", "function_response.response")]
    public async Task WrongRequests_AreRefused(string body, string message) => Assert.Contains(message, await _client.RefusalAsync(body));

    [Fact]
    public async Task Responses_MatchTheirCallsByIdOrByName() => await _client.JsonAsync($$$$$"""
        {"contents":[{{{{{User}}}}},{"role":"model","parts":[{"functionCall":{"name":"f","id":"1"}},{"functionCall":{"name":"f","id":"2"}},{"functionCall":{"name":"g"}}]},
         {"role":"user","parts":[{"functionResponse":{"name":"g","response":{}}},{"functionResponse":{"name":"f","id":"2","response":{}}},{"functionResponse":{"name":"f","id":"1","response":{}}}]}]}
        """);

    private static JsonElement Parts(JsonElement response) =>
        response.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts");
}
