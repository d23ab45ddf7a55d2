using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class OpenAISimulatorTests : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAI);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Stream_StartsWithTheRoleAndEndsWithUsageAndDone()
    {
        _simulator.Reply(new SimulatedReply { Chunks = ["Grüße ", "🌍"], Reasoning = "hm" });
        List<(string? Name, string Data)> events =
            SimulatorClient.Events(await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAI, true)));
        Assert.Equal("[DONE]", events[^1].Data);
        JsonElement[] chunks = [.. events.SkipLast(1).Select(e => JsonElement.Parse(e.Data))];
        Assert.Equal("assistant", Delta(chunks[0]).GetProperty("role").GetString());
        Assert.Equal("hm", Delta(chunks[1]).GetProperty("reasoning_content").GetString());
        Assert.Equal("Grüße 🌍", string.Concat(chunks[2..4].Select(c => Delta(c).GetProperty("content").GetString())));
        Assert.Equal("stop", chunks[^2].GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, chunks[^2].GetProperty("usage").ValueKind);
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.Equal(3, chunks[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.All(chunks, chunk => Assert.True(chunk.TryGetProperty("obfuscation", out _)));

        string plain = await _client.StreamAsync("""{"model":"m","stream":true,"stream_options":{"include_obfuscation":false},"messages":[{"role":"user","content":"x"}]}""");
        Assert.DoesNotContain("obfuscation", plain);
        Assert.DoesNotContain("usage", plain);
    }

    [Fact]
    public async Task ToolCalls_ComeWholeOrInPieces()
    {
        SimulatedReply reply = new() { ToolCalls = [new("add", """{"x":3,"y":4}"""), new("ping") { Id = "call_mine" }], ChunkLength = 5 };
        _simulator.Reply(reply, reply);
        JsonElement choice = (await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAI, false))).GetProperty("choices")[0];
        Assert.Equal("tool_calls", choice.GetProperty("finish_reason").GetString());
        JsonElement message = choice.GetProperty("message");
        Assert.Equal(JsonValueKind.Null, message.GetProperty("content").ValueKind);
        Assert.Equal("""{"x":3,"y":4}""", message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal("call_mine", message.GetProperty("tool_calls")[1].GetProperty("id").GetString());

        JsonElement[] calls = [.. SimulatorClient.Events(await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAI, true)))
            .SkipLast(1).Select(e => JsonElement.Parse(e.Data)).Where(c => c.GetProperty("choices").GetArrayLength() > 0)
            .Select(Delta).Where(d => d.TryGetProperty("tool_calls", out _)).Select(d => d.GetProperty("tool_calls")[0])];
        Assert.Equal([0, 0, 0, 0, 1, 1], calls.Select(c => c.GetProperty("index").GetInt32()));
        Assert.Equal("""{"x":3,"y":4}""", string.Concat(calls[..4].Select(c => c.GetProperty("function").GetProperty("arguments").GetString())));
        Assert.False(calls[1].TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "you must provide a model parameter")]
    [InlineData("""{"model":"m"}""", "Missing required parameter: 'messages'.")]
    [InlineData("""{"model":"m","messages":[]}""", "empty array")]
    [InlineData("""{"model":"m","messages":[{"role":"wizard","content":"x"}]}""", "Invalid value: 'wizard'.")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", "expected a string, got null")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","tool_call_id":"a","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}""", "Invalid value: 'image_url'.")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"},{"role":"tool","tool_call_id":"a","content":"r"}]}""", "must be a response to a preceeding message with 'tool_calls'")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"y"}]}""", "did not have response messages: a")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{}}}]}]}""", "expected a string, but got an object instead")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"b","content":"r"}]}""", "must be a response to a preceeding message")]
    [InlineData("""{"model":"gpt-5-mini","max_tokens":5,"messages":[{"role":"user","content":"x"}]}""", "Use 'max_completion_tokens' instead.")]
    [InlineData("""{"model":"m","temperature":99.0,"messages":[{"role":"user","content":"x"}]}""", "Expected a value <= 2, but got 99 instead.")]
    [InlineData("""{"model":"m","stream_options":{"include_usage":true},"messages":[{"role":"user","content":"x"}]}""", "only allowed when 'stream' is enabled")]
    public async Task WrongRequests_AreRefused(string body, string message)
    {
        Assert.Contains(message, await _client.RefusalAsync(body));
        Assert.Single(_simulator.Requests);
    }

    [Fact]
    public async Task History_WithParallelToolCallsInAnyOrderIsAccepted() => await _client.JsonAsync("""
        {"model":"gpt-5-mini","max_completion_tokens":9,"messages":[{"role":"developer","content":"s"},{"role":"user","content":[{"type":"text","text":"x"}]},
         {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"b","content":"2"},{"role":"tool","tool_call_id":"a","content":"1"},{"role":"assistant","content":"done"},{"role":"user","content":"y"}]}
        """);

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");
}
