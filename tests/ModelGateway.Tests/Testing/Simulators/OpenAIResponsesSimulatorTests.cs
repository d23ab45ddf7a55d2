using System.Text.Json;

namespace ModelGateway.Tests.Testing.Simulators;

public sealed class OpenAIResponsesSimulatorTests : IAsyncLifetime
{
    private const string Ask = """{"model":"gpt-5.2","include":["reasoning.encrypted_content"],"store":false,"input":[{"role":"user","content":"hi"}]}""";
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAIResponses);
        _client = new SimulatorClient(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Stream_NumbersItsEventsAndEndsWithTheWholeResponse()
    {
        _simulator.Reply(new SimulatedReply { Text = "Hello there, you.", Reasoning = "Hm.", ToolCalls = [new("f", """{"a":1}""")] });
        List<(string? Name, string Data)> events =
            SimulatorClient.Events(await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAIResponses, true)));
        JsonElement[] data = [.. events.Select(static read => JsonElement.Parse(read.Data))];
        Assert.Equal(events.Select(static read => read.Name), data.Select(static read => read.GetProperty("type").GetString()));
        Assert.Equal(Enumerable.Range(0, data.Length), data.Select(static read => read.GetProperty("sequence_number").GetInt32()));
        JsonElement whole = data[^1].GetProperty("response");
        Assert.Equal(
            ["reasoning", "message", "function_call"],
            whole.GetProperty("output").EnumerateArray().Select(static item => item.GetProperty("type").GetString()));
        Assert.Equal("completed", whole.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"model":"gpt-5.2"}""", "must be provided")]
    [InlineData("""{"model":"gpt-5.2","messages":[],"input":"hi"}""", "Unknown parameter: 'messages'.")]
    [InlineData("""{"model":"gpt-5.2","seed":1,"input":"hi"}""", "Unknown parameter: 'seed'.")]
    [InlineData("""{"model":"gpt-4o","include":["reasoning.encrypted_content"],"input":"hi"}""", "Encrypted content is not supported with this model.")]
    [InlineData("""{"model":"gpt-5.2","background":true,"store":false,"input":"hi"}""", "Background mode")]
    [InlineData("""{"model":"gpt-5.2","previous_response_id":"resp_x","input":"hi"}""", "Previous response with id 'resp_x' not found.")]
    [InlineData("""{"model":"gpt-5.2","input":"hi","tools":[{"type":"function","function":{"name":"f"}}]}""", "'tools[0].name'")]
    [InlineData("""{"model":"gpt-5.2","input":"hi","tools":[{"type":"file_search"}]}""", "vector_store_ids")]
    [InlineData("""{"model":"gpt-5.2","input":[{"role":"tool","content":"x"}]}""", "Invalid value: 'tool'")]
    [InlineData("""{"model":"gpt-5.2","input":[{"role":"assistant","content":[{"type":"input_text","text":"x"}]}]}""", "'output_text' and 'refusal'")]
    [InlineData("""{"model":"gpt-5.2","input":[{"role":"user","content":[{"type":"text","text":"x"}]}]}""", "'input_text'")]
    [InlineData("""{"model":"gpt-5.2","input":[{"type":"function_call_output","call_id":"c","output":"x"}]}""", "No tool call found for function call output with call_id c.")]
    [InlineData("""{"model":"gpt-5.2","input":[{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]}""", "No tool output found for function call c.")]
    [InlineData("""{"model":"gpt-5.2","input":[{"type":"function_call","call_id":"c","name":"f","arguments":{}}]}""", "expected a string")]
    [InlineData("""{"model":"gpt-5.2","input":[{"type":"function_call","id":"call_1","call_id":"c","name":"f","arguments":"{}"}]}""", "begins with 'fc'")]
    [InlineData("""{"model":"gpt-5.2","input":[{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"not ours"},{"role":"assistant","content":"x"}]}""", "could not be verified")]
    public async Task WrongRequests_AreRefusedWithOpenAIsMessages(string body, string words) =>
        Assert.Contains(words, await _client.RefusalAsync(body), StringComparison.Ordinal);

    [Fact]
    public async Task Reasoning_MustBeFollowedByItsResult()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "Hm.", ToolCalls = [new("f")] });
        JsonElement[] output = [.. (await _client.JsonAsync(Ask)).GetProperty("output").EnumerateArray()];
        string reasoning = $$"""{"id":"{{output[0].GetProperty("id")}}","type":"reasoning","summary":[],"encrypted_content":"{{output[0].GetProperty("encrypted_content")}}"}""";
        string call = output[1].GetRawText();
        string result = $$"""{"type":"function_call_output","call_id":"{{output[1].GetProperty("call_id")}}","output":"x"}""";
        Assert.Contains("without its required following item", await _client.RefusalAsync(Input(reasoning)), StringComparison.Ordinal);
        Assert.Contains("without its required following item", await _client.RefusalAsync(Input(reasoning, """{"role":"user","content":"x"}""")), StringComparison.Ordinal);
        Assert.Contains("without its required 'reasoning' item", await _client.RefusalAsync(Input(call, result)), StringComparison.Ordinal);
        Assert.Contains(
            "status",
            await _client.RefusalAsync(
                Input(reasoning.Replace("{\"id\"", "{\"status\":null,\"id\"", StringComparison.Ordinal), call, result)),
            StringComparison.Ordinal);
        _simulator.Reply("done");
        await _client.JsonAsync(Input(reasoning, call, result));

        static string Input(params string[] items) => $$"""{"model":"gpt-5.2","input":[{{string.Join(',', items)}}]}""";
    }

    [Fact]
    public async Task UnknownModel_Is400()
    {
        _simulator.Fail(SimulatedFault.ModelNotFound());
        Assert.Equal("model_not_found", (await _client.JsonAsync(Ask, 400)).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(SimulatedFinishReason.Length, "max_output_tokens")]
    [InlineData(SimulatedFinishReason.ContentFilter, "content_filter")]
    public async Task Answer_ThatIsCutIsIncomplete(SimulatedFinishReason reason, string expected)
    {
        _simulator.Reply(new SimulatedReply { Text = "cut", FinishReason = reason });
        JsonElement response = await _client.JsonAsync(Ask);
        Assert.Equal("incomplete", response.GetProperty("status").GetString());
        Assert.Equal(expected, response.GetProperty("incomplete_details").GetProperty("reason").GetString());
    }
}
