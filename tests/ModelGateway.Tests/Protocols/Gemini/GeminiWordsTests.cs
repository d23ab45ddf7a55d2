using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Gemini;

/// <summary>
/// The words of the protocol beside those of the simulator, which has its own copies: a wrong word in either is seen here.
/// </summary>
public sealed class GeminiWordsTests : IAsyncLifetime
{
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

    [Theory]
    [InlineData(SimulatedFinishReason.Stop, "stop")]
    [InlineData(SimulatedFinishReason.Length, "length")]
    [InlineData(SimulatedFinishReason.ContentFilter, "content_filter")]
    public async Task FinishReasons_AreTheSimulators(SimulatedFinishReason simulated, string expected)
    {
        _simulator.Reply(new SimulatedReply { Text = "a", FinishReason = simulated });
        JsonElement answer = await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Gemini, stream: false));
        string word = answer.GetProperty("candidates")[0].GetProperty("finishReason").GetString()!;

        Assert.Equal(new ChatFinishReason(expected), GeminiWords.ReadFinishReason(word, hasCalls: false));
        Assert.True(GeminiWords.FinishReasons.TryWrite(new ChatFinishReason(expected), out JsonEncodedText written));
        Assert.Equal(word, written.Value);
    }

    [Fact]
    public async Task Roles_AreTheSimulators()
    {
        JsonElement answer = await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Gemini, stream: false));
        foreach ((string word, _) in GeminiWords.Roles.Rows)
        {
            await _client.JsonAsync(Content(word));
        }

        Assert.True(GeminiWords.Roles.TryWrite(ChatRole.Assistant, out JsonEncodedText assistant));
        Assert.Equal(assistant.Value, answer.GetProperty("candidates")[0].GetProperty("content").GetProperty("role").GetString());
        Assert.Contains("role", await _client.RefusalAsync(Content("assistant")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STOP", false, "stop", true)]
    [InlineData("STOP", true, "tool_calls", true)]
    [InlineData("MAX_TOKENS", true, "length", true)]
    [InlineData("SPII", false, "content_filter", false)]
    [InlineData("LANGUAGE", true, "LANGUAGE", false)]
    public void FinishReasons_AreRead(string word, bool hasCalls, string expected, bool isRegular)
    {
        Assert.Equal(new ChatFinishReason(expected), GeminiWords.ReadFinishReason(word, hasCalls));
        Assert.Equal(isRegular, GeminiWords.IsRegular(word));
    }

    [Fact]
    public void Tables_HaveAWordForEveryValueThatIsWritten()
    {
        Assert.Equal("minimal low medium high high", string.Join(' ', Enum.GetValues<ReasoningEffort>().Select(static effort =>
            GeminiWords.ThinkingLevels.TryWrite(effort, out JsonEncodedText word) ? word.Value : "-")));
        Assert.Equal("NONE AUTO ANY", string.Join(' ', ((ChatToolMode[])[ChatToolMode.None, ChatToolMode.Auto, ChatToolMode.RequireAny])
            .Select(static mode => GeminiWords.ToolModes.TryWrite(mode, out JsonEncodedText word) ? word.Value : "-")));
    }

    private static string Content(string role) =>
        $$"""{"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"{{role}}","parts":[{"text":"b"}]},{"role":"user","parts":[{"text":"c"}]}]}""";
}
