using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class AnthropicSimulatorTests : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Anthropic);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Stream_FollowsTheGrammarOfEvents()
    {
        _simulator.Reply(new SimulatedReply
        {
            Reasoning = "think",
            Chunks = ["Hi ", "there"],
            ToolCalls = [new("add", """{"x":1}""")],
            Usage = new(50, 20) { CachedInputTokens = 30, CacheWriteTokens = 5 },
        });
        List<(string? Name, string Data)> events =
            SimulatorClient.Events(await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.Anthropic, true)));
        JsonElement[] data = [.. events.Select(e => JsonElement.Parse(e.Data))];
        Assert.All(events.Zip(data), pair => Assert.Equal(pair.First.Name, pair.Second.GetProperty("type").GetString()));
        Assert.Equal(
            "message_start content_block_start ping content_block_delta content_block_delta content_block_stop content_block_start content_block_delta content_block_delta content_block_stop content_block_start content_block_delta content_block_delta content_block_stop message_delta message_stop",
            string.Join(' ', events.Select(e => e.Name)));
        Assert.Equal("signature_delta", data[4].GetProperty("delta").GetProperty("type").GetString());
        Assert.Equal("""{"x":1}""", string.Concat(data[11..13].Select(d => d.GetProperty("delta").GetProperty("partial_json").GetString())));
        JsonElement end = data[^2];
        Assert.Equal("tool_use", end.GetProperty("delta").GetProperty("stop_reason").GetString());
        Assert.Equal((15, 5, 30, 20), (
            end.GetProperty("usage").GetProperty("input_tokens").GetInt32(), end.GetProperty("usage")
                .GetProperty("cache_creation_input_tokens").GetInt32(),
            end.GetProperty("usage").GetProperty("cache_read_input_tokens").GetInt32(), end.GetProperty("usage")
                .GetProperty("output_tokens").GetInt32()));
    }

    [Fact]
    public async Task Thinking_IsAcceptedOnlyAsIssued()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "I think", Text = "so" });
        JsonElement thinking =
            (await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Anthropic, false))).GetProperty("content")[0];
        string signature = thinking.GetProperty("signature").GetString()!;
        await _client.JsonAsync(Body("I think", signature));
        Assert.Contains("Invalid `signature` in `thinking` block", await _client.RefusalAsync(Body("I think", "Zm9yZWlnbg==")));
        Assert.Contains("cannot be modified", await _client.RefusalAsync(Body("I thought", signature)));

        static string Body(string text, string signature) => $$"""
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"},
             {"role":"assistant","content":[{"type":"thinking","thinking":"{{text}}","signature":"{{signature}}"},{"type":"text","text":"so"}]},{"role":"user","content":"y"}]}
            """;
    }

    [Fact]
    public async Task VersionHeader_IsRequired()
    {
        using SimulatorClient client = new(_simulator) { SendsVersion = false };
        Assert.Equal(
            "anthropic-version: header is required", await client.RefusalAsync(SimulatorClient.Hello(SimulatedProtocol.Anthropic, false)));
    }

    [Theory]
    [InlineData("""{"max_tokens":9,"messages":[]}""", "model: Field required")]
    [InlineData("""{"model":"m","messages":[]}""", "max_tokens: Field required")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[]}""", "at least one message is required")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"assistant","content":"x"}]}""", "first message must use the \"user\" role")]
    [InlineData("""{"model":"claude-opus-5","max_tokens":9,"messages":[{"role":"system","content":"x"}]}""", "use the top-level 'system' parameter")]
    [InlineData("""{"model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"system","content":"x"}]}""", "role 'system' is not supported on this model")]
    [InlineData("""{"model":"claude-opus-5","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"system","content":"x"},{"role":"user","content":"x"}]}""", "must follow a 'user' message")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"tool","content":"x"}]}""", "messages.0.role: Input should be 'user' or 'assistant'")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":""}]}]}""", "text content blocks must be non-empty")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":""}]}""", "messages.0: all messages must have non-empty content")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":"y "}]}""", "cannot end with trailing whitespace")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"r"}]}]}""", "messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t1.")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]},{"role":"user","content":"y"},{"role":"assistant","content":"z"}]}""", "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1.")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]},{"role":"user","content":[{"type":"text","text":"first"},{"type":"tool_result","tool_use_id":"t1","content":"r"}]}]}""", "without `tool_result` blocks immediately after: t1.")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"call:1","name":"f","input":{}}]}]}""", "should match pattern '^[a-zA-Z0-9_-]+$'")]
    [InlineData("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":"{}"}]}]}""", "Input should be a valid dictionary")]
    [InlineData("""{"model":"m","max_tokens":9,"temperature":1.5,"messages":[{"role":"user","content":"x"}]}""", "temperature: range: 0..1")]
    [InlineData("""{"model":"m","max_tokens":1024,"thinking":{"type":"enabled","budget_tokens":1024},"messages":[{"role":"user","content":"x"}]}""", "`max_tokens` must be greater than `thinking.budget_tokens`")]
    [InlineData("""{"model":"m","max_tokens":9,"tools":[{"name":"f","input_schema":{"properties":{}}}],"messages":[{"role":"user","content":"x"}]}""", "tools.0.custom.input_schema.type: Field required")]
    [InlineData("""{"model":"m","max_tokens":9,"tools":[{"name":"f","input_schema":true}],"messages":[{"role":"user","content":"x"}]}""", "Input does not match the expected shape.")]
    public async Task WrongRequests_AreRefused(string body, string message) => Assert.Contains(message, await _client.RefusalAsync(body));

    [Fact]
    public async Task Results_MayBeInSeveralUserMessagesWithTextAfterThem() => await _client.JsonAsync("""
        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"},
         {"role":"assistant","content":[{"type":"text","text":"calling"},{"type":"tool_use","id":"t1","name":"f","input":{}},{"type":"tool_use","id":"t2","name":"f","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"t2","content":"r"}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"r"}]},{"type":"text","text":"and?"}]}]}
        """);

    [Fact]
    public async Task History_MayStartWithTheAssistantWhereAllowed()
    {
        await using ProviderSimulator simulator =
            await ProviderSimulator.StartAsync(SimulatedProtocol.Anthropic, new() { AcceptAssistantFirst = true });
        using SimulatorClient client = new(simulator);
        await client.JsonAsync("""{"model":"m","max_tokens":9,"messages":[{"role":"assistant","content":"x"},{"role":"user","content":"y"}]}""");
    }
}
