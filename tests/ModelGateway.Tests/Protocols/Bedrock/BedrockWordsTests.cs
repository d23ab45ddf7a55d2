using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Bedrock;

/// <summary>
/// The words of the protocol beside those of the simulator, which has its own copies: a wrong word in either is seen here.
/// </summary>
public sealed class BedrockWordsTests : IAsyncLifetime
{
    private static readonly BedrockProtocol Protocol = new("us-east-1");

    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Bedrock);
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
        string word = (await AnswerAsync()).GetProperty("stopReason").GetString()!;

        Assert.Equal(new ChatFinishReason(expected), BedrockWords.ReadFinishReason(word));
        Assert.True(BedrockWords.FinishReasons.TryWrite(new ChatFinishReason(expected), out JsonEncodedText written));
        Assert.Equal(word, written.Value);
    }

    [Fact]
    public async Task Roles_AreTheSimulators()
    {
        string[] words = [.. BedrockWords.Roles.Rows.Select(static row => row.Word)];
        Assert.Equal(["user", "assistant"], words);
        await _client.JsonAsync(Messages(words[0], words[1]));
        await _client.JsonAsync(Messages(words[0], "narrator"), 400);
        Assert.Equal(
            (await AnswerAsync()).GetProperty("output").GetProperty("message").GetProperty("role").GetString(),
            Encoding.UTF8.GetString(BedrockWords.Assistant));
    }

    [Fact]
    public async Task Events_AreTheSimulators()
    {
        _simulator.Reply(Reply);
        using HttpResponseMessage response = await _client.HelloAsync(stream: true);
        await using Stream stream = await response.Content.ReadAsStreamAsync();
        using IStreamFrames frames = Protocol.CreateFrames(stream);
        HashSet<string> sent = [];
        while (await frames.ReadAsync(TestContext.Current.CancellationToken))
        {
            sent.Add(Encoding.UTF8.GetString(frames.EventType));
        }

        Assert.Equal(
            BedrockWords.Events.Rows.Select(static row => row.Word).Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answers_OfTheSimulator_AreReadWhole()
    {
        _simulator.Reply(Reply);

        CheckWhole(Protocol.ReadResponse(
            Encoding.UTF8.GetBytes((await AnswerAsync()).GetRawText()), ProtocolHarness.Call([new(ChatRole.User, "hi")])));
    }

    [Fact]
    public async Task Streams_OfTheSimulator_AreReadWhole()
    {
        _simulator.Reply(Reply);
        using HttpResponseMessage response = await _client.HelloAsync(stream: true);
        await using Stream stream = await response.Content.ReadAsStreamAsync();

        CheckWhole((await ProtocolHarness.ReadStreamAsync(Protocol, stream)).ToChatResponse());
    }

    [Fact]
    public void ToolChoices_HaveAWordForEveryModeThatIsWritten() =>
        Assert.Equal(
            "auto any",
            string.Join(' ', ((ChatToolMode[])[ChatToolMode.Auto, ChatToolMode.RequireAny])
                .Select(static mode => BedrockWords.FindToolChoice(mode).Value)));

    private static SimulatedReply Reply => new()
    {
        Reasoning = "Let me see.",
        Text = "It is warm.",
        ToolCalls = [new("weather", """{"city":"Köln"}""")],
        Usage = new(100, 20) { CachedInputTokens = 60, CacheWriteTokens = 10 },
    };

    private static void CheckWhole(ChatResponse answer)
    {
        Assert.Equal("It is warm.", answer.Text);
        Assert.Equal("Let me see.", Assert.Single(answer.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        FunctionCallContent call = Assert.Single(answer.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal(("weather", "Köln"), (call.Name, call.Arguments!["city"]?.ToString()));
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal((100, 20, 60), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.CachedInputTokenCount));
    }

    private static string Messages(string first, string second) => $$"""
        {"messages":[{"role":"{{first}}","content":[{"text":"a"}]},{"role":"{{second}}","content":[{"text":"b"}]}]}
        """;

    private Task<JsonElement> AnswerAsync() => _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Bedrock, stream: false));
}
