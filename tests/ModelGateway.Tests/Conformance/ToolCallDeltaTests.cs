using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>The arguments of tool calls as they arrive, from every provider that sends them in parts.</summary>
public sealed class ToolCallDeltaTests
{
    private static readonly Dictionary<string, object> Arguments = new()
    {
        ["city"] = "Köln \"am\" Rhein \\ 🌍",
        ["text"] = string.Join('\n', Enumerable.Range(0, 40).Select(static line => $"line {line} – größer")),
        ["days"] = new[] { 1, 2, 3 },
        ["where"] = new Dictionary<string, object> { ["lat"] = 50.94, ["exact"] = true },
    };

    private static readonly SimulatedToolCall[] Calls =
        [new("weather", JsonSerializer.Serialize(Arguments)) { Id = "call_weather_1" }, new("time", """{"zone":"Europe/Berlin","format":"of twenty-four hours"}""") { Id = "call_time_2" }];

    public static TheoryData<SimulatedProtocol> Protocols { get; } = [.. GatewayOverHttp.Protocols];

    /// <summary>Those whose streams hold calls in parts; Gemini and Ollama send whole ones.</summary>
    public static TheoryData<SimulatedProtocol> InParts { get; } = [.. GatewayOverHttp.Protocols.Where(SendsParts)];

    public static MatrixTheoryData<SimulatedProtocol, bool> Histories { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    private static ChatOptions Shown => new ChatOptions().WithGateway(static settings => settings with { StreamToolCallDeltas = true });

    [Theory, MemberData(nameof(Protocols))]
    public async Task Parts_AddUpToTheWholeCallsThatFollowOnce(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { Text = "Both.", ToolCalls = Calls });

        GatewayAnswer answer = await gateway.AskAsync(stream: true, options: Shown);

        Assert.Null(answer.Exception);
        AIContent[] contents = [.. answer.Updates.SelectMany(static update => update.Contents)];
        FunctionCallContent[] calls = [.. contents.OfType<FunctionCallContent>()];
        Assert.Equal(["weather", "time"], calls.Select(static call => call.Name));
        Assert.Equal(2, calls.Select(static call => call.CallId).Distinct().Count());
        ToolCallDelta[] deltas = [.. contents.Select(ToolCallDelta.From).OfType<ToolCallDelta>()];
        Assert.Subset(calls.Select(static call => call.CallId).ToHashSet(), deltas.Select(static delta => delta.CallId).ToHashSet());
        Assert.Equal(SendsParts(protocol), deltas.Length > 0);
        for (int i = 0; i < calls.Length && deltas.Length > 0; i++)
        {
            ToolCallDelta[] own = [.. deltas.Where(delta => delta.CallId == calls[i].CallId)];
            Assert.True(Array.FindLastIndex(contents, content =>
                ToolCallDelta.From(content)?.CallId == calls[i].CallId) < Array.IndexOf(contents, calls[i]));
            Assert.True(own.Length > 2 || protocol == SimulatedProtocol.Mistral, $"{own.Length} parts");
            AssertJoins(own, calls[i], Calls[i].Arguments);
        }

        ChatResponse whole = answer.Updates.ToChatResponse();
        Assert.Equal("Both.", whole.Text);
        Assert.Equal(answer.Receipt.Usage.OutputTokens, whole.Usage!.OutputTokenCount);
    }

    private static void AssertJoins(ToolCallDelta[] parts, FunctionCallContent call, string arguments)
    {
        Assert.All(parts, delta => Assert.Equal(call.Name, delta.Name));
        JsonElement joined = JsonElement.Parse(string.Concat(parts.Select(static delta => delta.ArgumentsDelta)));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(arguments), joined), joined.GetRawText());
        Assert.True(JsonElement.DeepEquals(joined, JsonSerializer.SerializeToElement(call.Arguments)));
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task Parts_AreNotShownUnlessAskedFor(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        SimulatedReply reply = new() { ToolCalls = Calls };
        gateway.First.Reply(reply, reply, reply);

        GatewayAnswer streamed = await gateway.AskAsync(stream: true);
        GatewayAnswer coalesced = await gateway.AskAsync(
            stream: false, options: new ChatOptions()
                .WithGateway(static settings => settings with { StreamToolCallDeltas = true, StreamUpstream = true }));
        GatewayAnswer whole = await gateway.AskAsync(stream: false, options: Shown);

        Assert.Equal(2, streamed.Updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>().Count());
        Assert.Empty(streamed.Updates.SelectMany(static update => update.Contents).Select(ToolCallDelta.From).OfType<ToolCallDelta>());
        foreach (ChatResponse response in new[] { coalesced.Response!, whole.Response! })
        {
            AIContent[] contents = [.. response.Messages.SelectMany(static message => message.Contents)];
            Assert.Equal(2, contents.OfType<FunctionCallContent>().Count());
            Assert.Empty(contents.Select(ToolCallDelta.From).OfType<ToolCallDelta>());
        }
    }

    /// <summary>
    /// A fault at every event: up to the first part another provider takes over and nothing is seen of it; from then on nothing is
    /// repeated.
    /// </summary>
    [Theory, MemberData(nameof(InParts))]
    public async Task ShownPart_IsTheCommitPoint(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.OpenAI],
            Gateway = static builder => builder.Configure(static options => options.Breaker = new() { MinimumCalls = int.MaxValue }),
        });
        int moved = 0;
        int cut = 0;
        for (int events = 0; cut < 3; events++)
        {
            Assert.True(events < 50);
            int before = gateway.Second.Requests.Count;
            gateway.First.Reply(new SimulatedReply
            {
                ToolCalls = Calls,
                ChunkLength = 200,
                Fault = SimulatedFault.ErrorEventAfterChunks(events)
            });

            GatewayAnswer answer = await gateway.AskAsync(stream: true, "other", Shown);

            AIContent[] seen = [.. answer.Updates.SelectMany(static update => update.Contents)];
            if (answer.Exception is null && answer.Receipt.Deployment == gateway.Deployments[0])
            {
                // The whole stream is shorter: Mistral sends its calls in the last event.
                Assert.True(cut > 0 || protocol == SimulatedProtocol.Mistral);
                break;
            }

            if (answer.Exception is null)
            {
                moved++;
                Assert.Equal("other", answer.Text);
                Assert.Equal(gateway.Deployments[1], answer.Receipt.Deployment);
                Assert.Empty(seen.Select(ToolCallDelta.From).OfType<ToolCallDelta>());
                Assert.Equal(0, cut);
            }
            else
            {
                cut++;
                Assert.IsType<ProviderException>(answer.Exception);
                Assert.NotEmpty(seen.Select(ToolCallDelta.From).OfType<ToolCallDelta>());
                Assert.Equal(before, gateway.Second.Requests.Count);
                Assert.Single(answer.Receipt.Attempts);
                Assert.Equal(gateway.Deployments[0], answer.Receipt.Deployment);
            }
        }

        Assert.True(moved > 0);
    }

    /// <summary>
    /// An application may keep every content of a stream, in memory or as JSON: what is sent is the same as without the parts.
    /// </summary>
    [Theory, MemberData(nameof(Histories))]
    public async Task HistoryWithParts_IsSentWithoutThem(SimulatedProtocol protocol, bool asJson)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.OpenAI, protocol);
        gateway.First.Reply(new SimulatedReply { Text = "Both.", ToolCalls = Calls });
        List<ChatMessage> history = [new(ChatRole.User, "How is it?")];
        ChatOptions first = Shown;
        first.ModelId = gateway.Deployments[0];
        ChatResponse asked = await gateway.Client.GetStreamingResponseAsync(history, first).ToChatResponseAsync().Bounded();
        history.AddMessages(asked);
        Assert.Contains(history.SelectMany(static message => message.Contents), static content => ToolCallDelta.From(content) is not null);
        history.Add(new(ChatRole.Tool, [.. asked.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>()
            .Select(static call => new FunctionResultContent(call.CallId, "fine"))]));
        List<ChatMessage> without = [.. history.Select(static message => new ChatMessage(message.Role, [.. message.Contents.Where(
            static content => ToolCallDelta.From(content) is null)]) { AdditionalProperties = message.AdditionalProperties })];
        if (asJson)
        {
            history = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions),
                AIJsonUtilities.DefaultOptions)!;
            without = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(without, AIJsonUtilities.DefaultOptions),
                AIJsonUtilities.DefaultOptions)!;
        }

        ChatOptions second = new() { ModelId = gateway.Deployments[1] };
        ChatResponse with = await gateway.Client.GetResponseAsync(history, second).Bounded();
        await gateway.Client.GetResponseAsync(without, second).Bounded();

        Assert.DoesNotContain(with.GetReceipt()!.Notes, static note => note.Contains("Delta", StringComparison.Ordinal));
        string[] sent = [.. gateway.Second.Requests.Select(static request => Encoding.UTF8.GetString(request.RawBody.Span))];
        Assert.Equal(2, sent.Length);
        Assert.Equal(sent[1], sent[0]);
    }

    /// <summary>A stream on its way to a browser: every update goes through JSON, and the pieces with it.</summary>
    [Theory, MemberData(nameof(InParts))]
    public async Task Parts_SurviveJson(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { ToolCalls = Calls });
        GatewayAnswer answer = await gateway.AskAsync(stream: true, options: Shown);
        List<string> before = Describe(answer.Updates);

        IEnumerable<ChatResponseUpdate> after = answer.Updates.Select(static update => JsonSerializer.Deserialize<ChatResponseUpdate>(
            JsonSerializer.Serialize(update, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!);

        Assert.NotEmpty(before);
        Assert.Equal(before, Describe(after));
        Assert.Null(ToolCallDelta.From(new TextContent("x")));
        Assert.Null(ToolCallDelta.From(new AIContent()));

        static List<string> Describe(IEnumerable<ChatResponseUpdate> updates) =>
            [.. updates.SelectMany(static update => update.Contents).Select(ToolCallDelta.From).OfType<ToolCallDelta>()
                .Select(static delta => $"{delta.CallId} {delta.Name} {delta.ArgumentsDelta}")];
    }

    /// <summary>A stream that broke off leaves pieces alone: a message of nothing else is left out.</summary>
    [Theory, MemberData(nameof(Protocols))]
    public async Task MessageOfPartsAlone_IsLeftOut(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.OpenAI, protocol);
        gateway.First.Reply(new SimulatedReply { ToolCalls = Calls, Fault = SimulatedFault.ErrorEventAfterChunks(5) });
        GatewayAnswer broken = await gateway.AskAsync(stream: true, options: Shown);
        Assert.IsType<ProviderException>(broken.Exception);
        List<ChatMessage> history = [new(ChatRole.User, "How is it?")];
        history.AddMessages(broken.Updates.ToChatResponse());
        Assert.Equal(2, history.Count);
        history.Add(new(ChatRole.User, "Again?"));

        GatewayAnswer answer = await gateway.AskAsync(stream: false, history, new() { ModelId = gateway.Deployments[1] });

        Assert.Null(answer.Exception);
        Assert.EndsWith("Again?", answer.Text, StringComparison.Ordinal);
        Assert.Equal(3, history.Count);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task FunctionInvocation_WorksWithThem(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { ToolCalls = Calls }, new SimulatedReply { Text = "Warm, and noon." });
        List<string> invoked = [];
        using IChatClient client = gateway.Client.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = Shown;
        options.Tools =
        [
            AIFunctionFactory.Create((string city, string text, int[] days) => { invoked.Add(city); return "warm"; }, "weather"),
            AIFunctionFactory.Create((string zone) => { invoked.Add(zone); return "noon"; }, "time"),
        ];

        ChatResponse response = await client.GetStreamingResponseAsync("How is it?", options).ToChatResponseAsync().Bounded();

        Assert.EndsWith("Warm, and noon.", response.Text, StringComparison.Ordinal);
        Assert.Equal([(string)Arguments["city"], "Europe/Berlin"], invoked);
        Assert.Equal(2, gateway.First.Requests.Count);
        Assert.DoesNotContain("modelgateway", Encoding.UTF8.GetString(gateway.First.Requests[1].RawBody.Span), StringComparison.Ordinal);
    }

    private static bool SendsParts(SimulatedProtocol protocol) => protocol is not (SimulatedProtocol.Gemini or SimulatedProtocol.Ollama);
}
