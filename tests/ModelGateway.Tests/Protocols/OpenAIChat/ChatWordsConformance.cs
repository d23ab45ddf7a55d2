using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Answers;
using ModelGateway.Protocols.Json;
using ModelGateway.Protocols.Usage;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.OpenAIChat;

/// <summary>A protocol's tables beside its simulator, which has its own copies of the words: a wrong word in either is seen here.</summary>
public abstract class ChatWordsConformance : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    private protected abstract SimulatedProtocol Simulated { get; }

    private protected abstract IProtocol Protocol { get; }

    private protected abstract FinishReasonTable FinishReasons { get; }

    private protected abstract WordTable<ChatRole> Roles { get; }

    private protected abstract UsageTable Usage { get; }

    /// <summary>Where an answer says why it ended.</summary>
    private protected abstract string FinishReason(JsonElement answer);

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(Simulated);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(SimulatedFinishReason.Stop, "stop")]
    [InlineData(SimulatedFinishReason.Length, "length")]
    [InlineData(SimulatedFinishReason.ToolCalls, "tool_calls")]
    [InlineData(SimulatedFinishReason.ContentFilter, "content_filter")]
    public async Task FinishReasons_AreTheSimulators(SimulatedFinishReason simulated, string expected)
    {
        _simulator.Reply(new SimulatedReply { Text = "a", FinishReason = simulated });
        string word = FinishReason(await _client.JsonAsync(SimulatorClient.Hello(Simulated, stream: false)));

        Assert.True(FinishReasons.Reasons.TryFind(word, out ChatFinishReason read), word);
        Assert.Equal(new ChatFinishReason(expected), read);
        Assert.True(FinishReasons.Reasons.TryWrite(read, out JsonEncodedText written));
        Assert.Equal(word, written.Value);
    }

    [Fact]
    public async Task Roles_AreTheSimulators()
    {
        foreach ((string word, ChatRole role) in Roles.Rows)
        {
            _simulator.Reply("Hello.");
            await _client.JsonAsync(Body(Messages(word, role)));
        }

        using HttpResponseMessage refused = await _client.SendAsync(Body("""{"role":"narrator","content":"a"}"""));
        Assert.InRange((int)refused.StatusCode, 400, 499);
    }

    [Fact]
    public async Task Answers_OfTheSimulatorAreReadWhole()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "Let me see.", Text = "It is warm.", Usage = Counted });
        byte[] body = await AnswerAsync();

        ChatResponse answer = Protocol.ReadResponse(body, ProtocolHarness.Call([new(ChatRole.User, "hi")]));

        Assert.Equal("It is warm.", answer.Text);
        Assert.Equal("Let me see.", Assert.Single(answer.Messages[0].Contents.OfType<TextReasoningContent>()).Text);
        Assert.Equal((100, 20), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task ToolCalls_OfTheSimulatorAreRead()
    {
        _simulator.Reply(new SimulatedReply { ToolCalls = [new("weather", """{"city":"Köln"}""")] });
        byte[] body = await AnswerAsync();

        ChatResponse answer = Protocol.ReadResponse(body, ProtocolHarness.Call([new(ChatRole.User, "hi")]));

        FunctionCallContent call = Assert.Single(answer.Messages[0].Contents.OfType<FunctionCallContent>());
        Assert.Equal("weather", call.Name);
        Assert.Equal("Köln", call.Arguments!["city"]?.ToString());
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
    }

    [Fact]
    public async Task UsagePaths_CoverTheSimulators()
    {
        _simulator.Reply(new SimulatedReply { Text = "a", Usage = Counted });
        JsonElement usage = JsonElement.Parse(await AnswerAsync()).GetProperty("usage");
        HashSet<string> known = [.. Usage.Paths.Select(static path => path.Path)];

        Assert.Equal([], Counts(usage, "").Where(path => !known.Contains(path)));
    }

    private protected async Task<int> ChooseAsync(string word)
    {
        _simulator.Reply("Hello.");
        string body = Body("""{"role":"user","content":"a"}""");
        using HttpResponseMessage response = await _client.SendAsync(
            $$"""{{body[..^1]}},"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{} } } }],"tool_choice":"{{word}}"}""");
        return (int)response.StatusCode;
    }

    private static SimulatedUsage Counted => new(100, 20) { CachedInputTokens = 60, ReasoningTokens = 5 };

    private static string Messages(string word, ChatRole role) =>
        role == ChatRole.Assistant ? $$"""{"role":"user","content":"a"},{"role":"{{word}}","content":"b"},{"role":"user","content":"c"}"""
        : role == ChatRole.Tool ? $$$"""
            {"role":"user","content":"a"},
            {"role":"assistant","tool_calls":[{"id":"abcdefgh1","type":"function","function":{"name":"f","arguments":"{}"}}]},
            {"role":"{{{word}}}","tool_call_id":"abcdefgh1","content":"b"}
            """
        : role == ChatRole.User ? $$"""{"role":"{{word}}","content":"a"}"""
        : $$"""{"role":"{{word}}","content":"a"},{"role":"user","content":"b"}""";

    private static string Body(string messages) => $$"""{"model":"test-model","messages":[{{messages}}]}""";

    private static IEnumerable<string> Counts(JsonElement element, string path) =>
        element.EnumerateObject().SelectMany(property => property.Value.ValueKind switch
        {
            JsonValueKind.Object => Counts(property.Value, $"{path}{property.Name}."),
            JsonValueKind.Number => [path + property.Name],
            _ => Enumerable.Empty<string>(),
        });

    private async Task<byte[]> AnswerAsync()
    {
        using HttpResponseMessage response = await _client.HelloAsync();
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return Encoding.UTF8.GetBytes(text);
    }
}
