using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class CohereSimulatorTests : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Cohere);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Stream_RunsFromMessageStartToMessageEnd()
    {
        _simulator.Reply(
            new SimulatedReply { Chunks = ["Grüße ", "🌍"], Reasoning = "hm" },
            new SimulatedReply { Reasoning = "I add.", ToolCalls = [new("add", """{"x":3}""")], ChunkLength = 4 });
        string hello = SimulatorClient.Hello(SimulatedProtocol.Cohere, true);
        List<(string? Name, string Data)> events = SimulatorClient.Events(await _client.StreamAsync(hello));
        Assert.Equal(
            [
                "message-start",
                "content-start",
                "content-delta",
                "content-end",
                "content-start",
                "content-delta",
                "content-delta",
                "content-end",
                "message-end",
                null,
            ],
            events.Select(static e => e.Name));
        Assert.All(events.SkipLast(1), static e => Assert.Equal(e.Name, JsonElement.Parse(e.Data).GetProperty("type").GetString()));
        Assert.Equal(
            [
                "message-start",
                "tool-plan-delta",
                "tool-plan-delta",
                "tool-call-start",
                "tool-call-delta",
                "tool-call-delta",
                "tool-call-end",
                "message-end",
                null,
            ],
            SimulatorClient.Events(await _client.StreamAsync(hello)).Select(static e => e.Name));
    }

    [Fact]
    public async Task Usage_ReportsBilledTokensSeparately()
    {
        _simulator.Reply(new SimulatedReply { Text = "x", Usage = new(10, 4) { CachedInputTokens = 6 } });
        JsonElement usage = (await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Cohere, false))).GetProperty("usage");
        Assert.Equal(10, usage.GetProperty("billed_units").GetProperty("input_tokens").GetInt32());
        Assert.True(usage.GetProperty("tokens").GetProperty("input_tokens").GetInt32() > 10);
        Assert.Equal(6, usage.GetProperty("cached_tokens").GetInt32());
    }

    [Theory]
    [InlineData(400, """{"messages":[{"role":"user","content":"x"}]}""", "model is required")]
    [InlineData(400, """{"model":"m","messages":[]}""", "at least one message is required")]
    [InlineData(422, """{"model":"m","top_p":1,"messages":[{"role":"user","content":"x"}]}""", "parameter 'top_p' is not a valid field")]
    [InlineData(400, """{"model":"m","tool_choice":"AUTO","messages":[{"role":"user","content":"x"}]}""", "tool_choice 'AUTO'")]
    [InlineData(400, """{"model":"m","messages":[{"role":"wizard","content":"x"}]}""", "role must be one of")]
    [InlineData(400, """{"model":"m","messages":[{"role":"assistant","content":[]},{"role":"user","content":"x"}]}""", "non-empty content or tool calls")]
    [InlineData(400, """{"model":"m","messages":[{"role":"assistant","content":"y","tool_plan":"p"},{"role":"user","content":"x"}]}""", "a tool plan needs tool calls")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":[{"type":"thinking","thinking":"t"}]}]}""", "content of the type 'thinking'")]
    [InlineData(400, """{"model":"m","messages":[{"role":"tool","tool_call_id":"a","content":"x"}]}""", "tool call id a not found")]
    [InlineData(400, """{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"y"}]}""", "missing tool results for tool call ids: a")]
    [InlineData(400, """{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":{}}}]}]}""", "arguments as a string")]
    public async Task WrongRequests_AreRefused(int status, string body, string message) =>
        Assert.Contains(message, (await _client.JsonAsync(body, status)).GetProperty("message").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task History_WithAPlanAndResultsIsAccepted() => await _client.JsonAsync("""
        {"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"x"}]},
         {"role":"assistant","tool_plan":"p","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"1"}]},
         {"role":"assistant","content":[{"type":"thinking","thinking":"t"},{"type":"text","text":"done"}]},{"role":"user","content":"y"}]}
        """);
}
