using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.Ollama;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Ollama;

/// <summary>
/// The words of the protocol beside those of the simulator, which has its own copies: a wrong word in either is seen here.
/// </summary>
public sealed class OllamaWordsTests : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Ollama);
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
    public async Task DoneReasons_AreTheSimulators(SimulatedFinishReason simulated, string expected)
    {
        _simulator.Reply(new SimulatedReply { Text = "a", FinishReason = simulated });
        JsonElement answer = await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.Ollama, stream: false));
        string word = answer.GetProperty("done_reason").GetString()!;

        Assert.Equal(new ChatFinishReason(expected), OllamaWords.ReadDoneReason(word, hasCalls: false));
        Assert.True(OllamaWords.DoneReasons.TryWrite(new ChatFinishReason(expected), out JsonEncodedText written));
        Assert.Equal(word, written.Value);
    }

    [Fact]
    public async Task ThinkLevels_AreTheSimulators()
    {
        foreach ((string word, _) in OllamaWords.ThinkLevels.Rows)
        {
            await _client.JsonAsync(Body("user", $"\"{word}\""));
        }

        using HttpResponseMessage refused = await _client.SendAsync(Body("user", "\"minimal\""));
        Assert.Equal(400, (int)refused.StatusCode);
    }

    [Fact]
    public async Task Roles_AreTheSimulators()
    {
        foreach ((string word, ChatRole _) in OllamaWords.Roles.Rows)
        {
            using HttpResponseMessage response = await _client.SendAsync(Body(word, "true"));

            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }

        using HttpResponseMessage refused = await _client.SendAsync(Body("developer", "true"));
        Assert.Contains("invalid role", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false, "stop")]
    [InlineData("", true, "tool_calls")]
    [InlineData("stop", true, "tool_calls")]
    [InlineData("length", true, "length")]
    [InlineData("unload", false, "unload")]
    public void DoneReasons_AreRead(string? word, bool hasCalls, string expected) =>
        Assert.Equal(new ChatFinishReason(expected), OllamaWords.ReadDoneReason(word, hasCalls));

    [Fact]
    public void ThinkLevels_HaveAWordForEveryEffort() =>
        Assert.Equal("low low medium high high", string.Join(' ', Enum.GetValues<ReasoningEffort>().Select(static effort =>
            OllamaWords.ThinkLevels.TryWrite(effort, out JsonEncodedText word) ? word.Value : "-")));

    private static string Body(string role, string think) =>
        $$"""{"model":"gpt-oss:20b","messages":[{"role":"{{role}}","content":"a"}],"think":{{think}},"stream":false}""";
}
