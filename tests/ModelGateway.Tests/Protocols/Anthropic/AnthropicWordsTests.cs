using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>
/// The words of the protocol beside those of the simulator, which has its own copies: a wrong word in either is seen here.
/// </summary>
public sealed class AnthropicWordsTests : IAsyncLifetime
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

    [Theory]
    [InlineData(SimulatedFinishReason.Stop, "stop")]
    [InlineData(SimulatedFinishReason.Length, "length")]
    [InlineData(SimulatedFinishReason.ToolCalls, "tool_calls")]
    [InlineData(SimulatedFinishReason.ContentFilter, "content_filter")]
    public async Task FinishReasons_AreTheSimulators(SimulatedFinishReason simulated, string expected)
    {
        _simulator.Reply(new SimulatedReply { Text = "a", FinishReason = simulated });
        string word = (await AnswerAsync()).GetProperty("stop_reason").GetString()!;

        Assert.True(AnthropicWords.FinishReasons.TryFind(word, out ChatFinishReason read), word);
        Assert.Equal(new ChatFinishReason(expected), read);
        Assert.True(AnthropicWords.FinishReasons.TryWrite(read, out JsonEncodedText written));
        Assert.Equal(word, written.Value);
    }

    [Fact]
    public async Task Roles_AreTheSimulators()
    {
        foreach ((string word, _) in AnthropicWords.Roles.Rows)
        {
            await _client.JsonAsync(Message(word));
        }

        Assert.Contains("role", await _client.RefusalAsync(Message("narrator")), StringComparison.Ordinal);
        Assert.Equal((await AnswerAsync()).GetProperty("role").GetString(), Encoding.UTF8.GetString(AnthropicWords.Assistant));
        Assert.Equal(
            ["user", "assistant"],
            AnthropicWords.Roles.Rows.Select(static row => row.Word));
    }

    [Fact]
    public async Task Events_AreTheSimulators()
    {
        string[] sent = [.. (await EventsAsync()).Select(static data => data.GetProperty("type").GetString()!).Distinct()];

        // The simulator reports errors before a stream begins, not within it.
        Assert.Equal(
            AnthropicWords.Events.Rows.Select(static row => row.Word).Where(static word => word != "error").Order(StringComparer.Ordinal),
            sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Deltas_AreTheSimulators()
    {
        string[] sent =
        [
            .. (await EventsAsync()).Where(static data => data.GetProperty("type").GetString() == "content_block_delta")
                .Select(static data => data.GetProperty("delta").GetProperty("type").GetString()!).Distinct(),
        ];

        // The simulator cites nothing.
        Assert.Equal(
            AnthropicWords.Deltas.Rows.Select(static row => row.Word).Where(static word => word != "citations_delta")
                .Order(StringComparer.Ordinal),
            sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Blocks_AreTheSimulators()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "hm", Text = "a", ToolCalls = [new("f", """{"x":1}""")] });

        foreach (JsonElement block in (await AnswerAsync()).GetProperty("content").EnumerateArray())
        {
            string word = block.GetProperty("type").GetString()!;
            Assert.True(AnthropicWords.Blocks.TryFind(word, out AnthropicBlockType type), word);
            Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(block.GetRawText()));
            reader.Read();
            Assert.Equal(type, AnthropicWords.PeekBlock(reader));
        }
    }

    [Fact]
    public async Task Answers_OfTheSimulator_AreReadWhole()
    {
        _simulator.Reply(new SimulatedReply
        {
            Reasoning = "Let me see.",
            Text = "It is warm.",
            ToolCalls = [new("weather", """{"city":"Köln"}""")],
            Usage = new(100, 20) { CachedInputTokens = 60, CacheWriteTokens = 10, ReasoningTokens = 5 },
        });

        ChatResponse answer = AnthropicProtocol.Instance.ReadResponse(
            Encoding.UTF8.GetBytes((await AnswerAsync()).GetRawText()), ProtocolHarness.Call([new(ChatRole.User, "hi")]));

        Assert.Equal("It is warm.", answer.Text);
        Assert.Equal("Let me see.", Assert.Single(answer.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal("weather", Assert.Single(answer.Messages[0].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal((100, 20, 60, 5), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.CachedInputTokenCount,
            answer.Usage.ReasoningTokenCount));
    }

    [Fact]
    public void ToolChoices_HaveAWordForEveryMode() =>
        Assert.Equal(
            "none auto any",
            string.Join(' ', ((ChatToolMode[])[ChatToolMode.None, ChatToolMode.Auto, ChatToolMode.RequireAny])
                .Select(static mode => AnthropicWords.FindToolChoice(mode).Value)));

    private static string Message(string role) => $$"""
        {"model":"claude-sonnet-5","max_tokens":100,
         "messages":[{"role":"user","content":"a"},{"role":"{{role}}","content":"b"},{"role":"user","content":"c"}]}
        """;

    private Task<JsonElement> AnswerAsync() => _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Anthropic, stream: false));

    private async Task<JsonElement[]> EventsAsync()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "hm", Text = "a", ToolCalls = [new("f", """{"x":1}""")] });
        string stream = await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.Anthropic, stream: true));
        return [.. SimulatorClient.Events(stream).Select(static read => JsonElement.Parse(read.Data))];
    }
}
