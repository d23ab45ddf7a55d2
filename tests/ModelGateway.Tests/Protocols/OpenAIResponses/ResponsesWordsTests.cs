using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>
/// The words of the protocol beside those of the simulator, which has its own copies: a wrong word in either is seen here.
/// </summary>
public sealed class ResponsesWordsTests : IAsyncLifetime
{
    private ProviderSimulator _simulator = null!;
    private SimulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAIResponses);
        _client = new(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Statuses_AreTheSimulators()
    {
        Assert.Equal(ResponsesStatus.Completed, ReadStatus(await AnswerAsync(SimulatedFinishReason.Stop)));
        Assert.Equal(ResponsesStatus.Incomplete, ReadStatus(await AnswerAsync(SimulatedFinishReason.Length)));
        Assert.Equal(ResponsesStatus.InProgress, ReadStatus((await EventsAsync())[0].GetProperty("response")));
    }

    [Fact]
    public async Task IncompleteReasons_AreTheSimulators()
    {
        foreach ((SimulatedFinishReason simulated, ChatFinishReason expected) in ((SimulatedFinishReason, ChatFinishReason)[])
            [(SimulatedFinishReason.Length, ChatFinishReason.Length),
                (SimulatedFinishReason.ContentFilter, ChatFinishReason.ContentFilter)])
        {
            string word = (await AnswerAsync(simulated)).GetProperty("incomplete_details").GetProperty("reason").GetString()!;

            Assert.True(ResponsesWords.IncompleteReasons.TryFind(word, out ChatFinishReason read));
            Assert.Equal(expected, read);
            Assert.True(ResponsesWords.IncompleteReasons.TryWrite(expected, out JsonEncodedText written));
            Assert.Equal(word, written.Value);
        }
    }

    [Fact]
    public async Task Events_AreTheSimulators()
    {
        string[] sent = [.. (await EventsAsync()).Select(static read => read.GetProperty("type").GetString()!).Distinct()];

        Assert.Equal(
            [
                ("response.created", ResponsesEventType.Created),
                ("response.in_progress", ResponsesEventType.Created),
                ("response.output_item.added", ResponsesEventType.ItemAdded),
                ("response.reasoning_summary_text.delta", ResponsesEventType.SummaryDelta),
                ("response.output_item.done", ResponsesEventType.ItemDone),
                ("response.output_text.delta", ResponsesEventType.TextDelta),
                ("response.function_call_arguments.delta", ResponsesEventType.ArgumentsDelta),
                ("response.completed", ResponsesEventType.Completed),
            ],
            sent.Where(static word => ResponsesWords.Events.TryFind(word, out _))
                .Select(static word => (word, ResponsesWords.Events.TryFind(word, out ResponsesEventType type) ? type : default)));
        Assert.All(
            sent.Where(static word => !ResponsesWords.Events.TryFind(word, out _)),
            static word => Assert.True(word.EndsWith(".done", StringComparison.Ordinal)
                || word.Contains("_part.", StringComparison.Ordinal), word));
    }

    [Fact]
    public async Task Items_AreTheSimulators()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "hm", Text = "a", ToolCalls = [new("f")] });
        JsonElement answer = await _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAIResponses, stream: false));

        Assert.Equal(
            [ResponsesItemType.Reasoning, ResponsesItemType.Message, ResponsesItemType.FunctionCall],
            answer.GetProperty("output").EnumerateArray().Select(static item =>
                ResponsesWords.Items.TryFind(item.GetProperty("type").GetString()!, out ResponsesItemType type) ? type : default));
    }

    [Fact]
    public async Task Roles_AreTheSimulators()
    {
        foreach ((string word, _) in ResponsesWords.Roles.Rows)
        {
            await _client.JsonAsync(Message(word));
        }

        Assert.Contains("critic", await _client.RefusalAsync(Message("critic")), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_HaveAWordForEveryValueThatIsWritten()
    {
        Assert.Equal("none low medium high xhigh", string.Join(' ', Enum.GetValues<ReasoningEffort>().Select(static effort =>
            ResponsesWords.Efforts.TryWrite(effort, out JsonEncodedText word) ? word.Value : "-")));
        Assert.Equal("- auto detailed", string.Join(' ', Enum.GetValues<ReasoningOutput>().Select(static output =>
            ResponsesWords.Summaries.TryWrite(output, out JsonEncodedText word) ? word.Value : "-")));
        Assert.Equal("none auto required",
            string.Join(' ', ((ChatToolMode[])[ChatToolMode.None, ChatToolMode.Auto, ChatToolMode.RequireAny])
            .Select(static mode => ResponsesWords.ToolChoices.TryWrite(mode, out JsonEncodedText word) ? word.Value : "-")));
    }

    private static string Message(string role) =>
        $$"""{"model":"gpt-5.2","input":[{"role":"{{role}}","content":"a"},{"role":"user","content":"b"}]}""";

    private static ResponsesStatus ReadStatus(JsonElement response) =>
        ResponsesWords.Statuses.TryFind(response.GetProperty("status").GetString()!, out ResponsesStatus status) ? status : default;

    private Task<JsonElement> AnswerAsync(SimulatedFinishReason reason)
    {
        _simulator.Reply(new SimulatedReply { Text = "a", FinishReason = reason });
        return _client.JsonAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAIResponses, stream: false));
    }

    private async Task<JsonElement[]> EventsAsync()
    {
        _simulator.Reply(new SimulatedReply { Reasoning = "hm", Text = "a", ToolCalls = [new("f", """{"x":1}""")] });
        string stream = await _client.StreamAsync(SimulatorClient.Hello(SimulatedProtocol.OpenAIResponses, stream: true));
        return [.. SimulatorClient.Events(stream).Select(static read => JsonElement.Parse(read.Data))];
    }
}
