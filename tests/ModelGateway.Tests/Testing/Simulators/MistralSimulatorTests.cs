using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class MistralSimulatorTests : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Mistral);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Stream_HasCallsUsageAndEndInOneChunk()
    {
        _simulator.Reply(new SimulatedReply { Chunks = ["Grüße ", "🌍"], Reasoning = "hm", ToolCalls = [new("add", """{"x":3}""")] });
        List<(string? Name, string Data)> events =
            SimulatorClient.Events(await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.Mistral, true)));
        Assert.Equal("[DONE]", events[^1].Data);
        JsonElement[] chunks = [.. events.SkipLast(1).Select(e => JsonElement.Parse(e.Data))];
        Assert.Equal("hm", Delta(chunks[1]).GetProperty("content")[0].GetProperty("thinking")[0].GetProperty("text").GetString());
        Assert.Equal("Grüße 🌍", string.Concat(chunks[2..4].Select(c => Delta(c).GetProperty("content").GetString())));
        JsonElement call = Delta(chunks[^1]).GetProperty("tool_calls")[0];
        Assert.Matches("^[a-zA-Z0-9]{9}$", call.GetProperty("id").GetString());
        Assert.Equal("""{"x":3}""", call.GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("tool_calls", chunks[^1].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.True(chunks[^1].TryGetProperty("usage", out _));
        Assert.All(chunks[1..], chunk => Assert.True(chunk.TryGetProperty("p", out _)));
    }

    [Theory]
    [InlineData(422, """{"messages":[]}""", "body.model")]
    [InlineData(422, """{"model":"m"}""", "body.messages")]
    [InlineData(422, """{"model":"m","seed":1,"messages":[{"role":"user","content":"x"}]}""", "Extra inputs are not permitted")]
    [InlineData(422, """{"model":"m","messages":[{"role":"developer","content":"x"}]}""", "Input tag 'developer'")]
    [InlineData(422, """{"model":"m","tool_choice":"maybe","messages":[{"role":"user","content":"x"}]}""", "tool_choice")]
    [InlineData(422, """{"model":"m","messages":[{"role":"user","content":[{"type":"thinking","thinking":[]}]}]}""", "Input tag 'thinking'")]
    [InlineData(400, """{"model":"m","messages":[{"role":"assistant","content":""},{"role":"user","content":"x"}]}""", "must have either content or tool_calls")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"}]}""", "Expected last role User or Tool")]
    [InlineData(400, """{"model":"m","messages":[{"role":"assistant","content":"x","prefix":true},{"role":"user","content":"y"}]}""", "Only the last message")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y"},{"role":"system","content":"z"}]}""", "Unexpected role 'system' after role 'assistant'")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"tool","tool_call_id":"aaaaaaaaa","content":"z"}]}""", "Unexpected role 'tool' after role 'user'")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"call_1","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"call_1","content":"z"}]}""", "Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"aaaaaaaaa","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"z"}]}""", "Not the same number of function calls and responses")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"aaaaaaaaa","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"bbbbbbbbb","content":"z"}]}""", "Unexpected tool call id bbbbbbbbb")]
    public async Task WrongRequests_AreRefused(int status, string body, string message)
    {
        JsonElement error = await _client.JsonAsync(body, status);
        Assert.Equal("error", error.GetProperty("object").GetString());
        Assert.Equal(status, error.GetProperty("raw_status_code").GetInt32());
        Assert.Contains(message, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_WithToolsAndAPrefixIsAccepted() => await _client.JsonAsync("""
        {"model":"m","random_seed":1,"messages":[{"role":"system","content":"s"},{"role":"user","content":"x"},
         {"role":"assistant","content":"","tool_calls":[{"id":"aaaaaaaaa","function":{"name":"f","arguments":"{}"}},{"id":"bbbbbbbbb","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"bbbbbbbbb","name":"f","content":"2"},{"role":"tool","tool_call_id":"aaaaaaaaa","content":"1"},{"role":"user","content":"y"},
         {"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"t"}]},{"type":"text","text":"So"}],"prefix":true}]}
        """);

    [Fact]
    public async Task WrongKey_IsRefusedByTheGate()
    {
        _client.Key = "wrong";
        Assert.Equal("Invalid API Key",
            (await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Mistral, false), 401)).GetProperty("detail").GetString());
    }

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");
}
