using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Bridging;

/// <summary>A JSON schema in words: what is asked, what is taken for the answer, and what happens to one that does not fit.</summary>
public sealed class SchemaReaderTests
{
    public static MatrixTheoryData<SimulatedProtocol, bool, bool> Protocols { get; } = new(GatewayOverHttp.Protocols, [false, true],
        [false, true]);

    [Theory, MemberData(nameof(Protocols))]
    public async Task UnfitAnswer_IsRepaired_InEveryProtocol(SimulatedProtocol protocol, bool stream, bool coalesced)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools, protocol);
        gateway.First.Reply($"Sure:\n```json\n{BridgedGateway.Bad}\n```").Reply($"Here you are: {BridgedGateway.Good}");
        ChatOptions options = BridgedGateway.Options().WithGateway(settings => settings with { StreamUpstream = coalesced });

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", options);

        Assert.Null(answer.Exception);
        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.Equal(ChatFinishReason.Stop, (answer.Response ?? answer.Updates.ToChatResponse()).FinishReason);
        Assert.Equal(["chat", "schema-repair"], gateway.Ledger.Select(static entry => entry.Cause));
        Assert.All(gateway.Ledger, static entry =>
            Assert.Equal((AttemptOutcome.Completed, Bridges.SchemaByPrompt), (entry.Attempt.Outcome, entry.Attempt.Bridges)));
        Assert.All(answer.Receipt.Attempts, static attempt => Assert.True(attempt.CostUsd > 0));
        Assert.Equal(answer.Receipt.Attempts.Sum(static attempt => attempt.CostUsd), answer.Receipt.CostUsd);
        Assert.Equal(gateway.Deployments[0], answer.Receipt.Deployment);
        Assert.Contains(answer.Receipt.Notes,
            static note => note.Contains("answer 1 does not fit the JSON schema (1 fault)", StringComparison.Ordinal));
        Assert.Contains("Answer with one JSON object", gateway.First.Raw(), StringComparison.Ordinal);
        Assert.Contains("/people: is missing", gateway.First.Raw(1), StringComparison.Ordinal);
        Assert.Contains("Sure:", gateway.First.Raw(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_IsAskedForInWords_AfterTheCallersInstructions()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools);
        gateway.First.Reply(BridgedGateway.Good);
        ChatOptions options = BridgedGateway.Options(static o => o.Instructions = "Be brief.");

        await gateway.AskAsync(false, "Which city?", options);

        JsonElement body = gateway.First.Body();
        Assert.False(body.TryGetProperty("response_format", out _));
        string system = body.GetProperty("messages")[0].GetProperty("content").GetString()!;
        Assert.StartsWith("Be brief.\n\nAnswer with one JSON object and nothing else", system, StringComparison.Ordinal);
        Assert.EndsWith(BridgedGateway.Format.Schema!.Value.GetRawText(), system, StringComparison.Ordinal);
        Assert.Equal("Be brief.", options.Instructions);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, false, false)]
    [InlineData(true, true, false)]
    public async Task JsonMode_IsSwitchedOn_WhereItIsKnownAndThereAreNoTools(bool known, bool tools, bool expected)
    {
        CapabilitySet capabilities = BridgedGateway.NoTools.With(Capability.JsonObject, known ? CapabilitySupport.Yes
            : CapabilitySupport.No);
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, capabilities);
        gateway.First.Reply(BridgedGateway.Good);

        await gateway.AskAsync(false, "Which city?",
            BridgedGateway.Options(o => o.Tools = tools ? [AIFunctionFactory.Create(static () => 1, "lookup")] : null));

        Assert.Equal(expected, gateway.First.Body().TryGetProperty("response_format", out JsonElement format)
            && format.GetProperty("type").ValueEquals("json_object"));
    }

    [Fact]
    public async Task Stream_IsNotSeenBeforeItFits()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools);
        gateway.First.Reply(new SimulatedReply { Text = BridgedGateway.Bad, ChunkLength = 3 },
            new SimulatedReply { Text = BridgedGateway.Good, ChunkLength = 3 });

        GatewayAnswer answer = await gateway.AskAsync(true, "Which city?", BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Good, Assert.Single(answer.Updates, static update => update.Text.Length > 0).Text);
        Assert.All(answer.Receipt.Attempts, static attempt => Assert.NotNull(attempt.TimeToFirstToken));
        Assert.NotNull(answer.Receipt.TimeToFirstToken);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public async Task LastRepair_EndsWithASchemaMismatch(int repairs, int asked)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools,
            route: route => route.MaxRepairs(repairs));
        for (int i = 0; i < 5; i++)
        {
            gateway.First.Reply(BridgedGateway.Bad);
        }

        GatewayAnswer answer = await gateway.AskAsync(false, "Which city?", BridgedGateway.Options());

        SchemaMismatchException exception = Assert.IsType<SchemaMismatchException>(answer.Exception);
        Assert.Equal(["/people: is missing"], exception.Faults);
        Assert.Equal(BridgedGateway.Bad, exception.Answer);
        Assert.Equal(gateway.Deployments[0], exception.Deployment);
        Assert.Contains(asked == 1 ? "once" : $"{asked} times", exception.Message, StringComparison.Ordinal);
        Assert.Equal(asked, gateway.First.Requests.Count);
        Assert.Equal(asked, gateway.Ledger.Count);
        Assert.Equal(asked, exception.Receipt!.Attempts.Count);
        Assert.Null(exception.Receipt.Deployment);
        Assert.Equal(AttemptOutcome.Failed, exception.Receipt.Outcome);
        Assert.Equal(0, gateway.Deployment(0).ConsecutiveFailures);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LastRepair_IsFollowedByTheNextCandidate(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(
            Bridges.SchemaByPrompt, BridgedGateway.NoTools, [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic],
            route => route.MaxRepairs(1));
        gateway.First.Reply("no").Reply("no again");
        gateway.Second.Reply(BridgedGateway.Good);

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.Equal(gateway.Deployments[1], answer.Receipt.Deployment);
        Assert.Equal(["chat", "schema-repair", "chat"], gateway.Ledger.Select(static entry => entry.Cause));
        Assert.DoesNotContain("no again", gateway.Second.Raw(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"no\"", gateway.First.Raw(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_GoesToTheSameDeployment_ThoughABetterOneIsBack()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(
            Bridges.SchemaByPrompt, BridgedGateway.NoTools, [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic],
            gateway: static builder => builder.Configure(static options =>
                options.Breaker = new CircuitBreakerOptions { MinimumCalls = 1, ProbeInterval = TimeSpan.FromSeconds(1) }));
        gateway.First.Fail(SimulatedFault.Status(503));
        gateway.Second.Reply(BridgedGateway.Good);
        await gateway.AskAsync(false, "warm up", BridgedGateway.Options());
        gateway.Second.Reply(BridgedGateway.Bad).Reply(BridgedGateway.Good).Latency = TimeSpan.FromSeconds(10);

        Task<GatewayAnswer> asking = gateway.AskAsync(false, "Which city?", BridgedGateway.Options());
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(2));
        while (gateway.Second.ActiveRequests == 0 && await pause.WaitForNextTickAsync())
        {
        }

        // The first one's rest is over while the second one answers.
        gateway.Second.Latency = TimeSpan.Zero;
        while (!asking.IsCompleted && await pause.WaitForNextTickAsync())
        {
            gateway.Time.Advance(TimeSpan.FromSeconds(2));
        }

        GatewayAnswer answer = await asking;

        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.Equal(gateway.Deployments[1], answer.Receipt.Deployment);
        Assert.Single(gateway.First.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Repairs_CountAsAttempts(int most)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools,
            [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic]);
        gateway.First.Reply("no").Reply("no").Reply("no");

        GatewayAnswer answer = await gateway.AskAsync(false, "Which city?",
            BridgedGateway.Options().WithGateway(settings => settings with { MaxAttempts = most }));

        Assert.IsType<SchemaMismatchException>(answer.Exception);
        Assert.Equal(most, gateway.Ledger.Count);
        Assert.Empty(gateway.Second.Requests);
    }

    [Fact]
    public async Task FailedRepair_FailsOver()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools,
            [SimulatedProtocol.OpenAI, SimulatedProtocol.Anthropic]);
        gateway.First.Reply(new SimulatedReply { Text = "no" }, new SimulatedReply { Fault = SimulatedFault.Status(500) });
        gateway.Second.Reply(BridgedGateway.Good);

        GatewayAnswer answer = await gateway.AskAsync(false, "Which city?", BridgedGateway.Options());

        Assert.Equal(BridgedGateway.Good, answer.Text);
        Assert.Equal([AttemptOutcome.Completed, AttemptOutcome.Failed, AttemptOutcome.Completed],
            answer.Receipt.Attempts.Select(static attempt => attempt.Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CallsOfTheCallersFunctions_PassOn(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools);
        gateway.First.Reply(BridgedGateway.Calls(new SimulatedToolCall("lookup"))).Reply("So it is.").Reply(BridgedGateway.Good);
        using IChatClient loop = gateway.Client.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = BridgedGateway.Options(static o => o.Tools = [AIFunctionFactory.Create(static () => 134794, "lookup")]);
        ChatMessage[] question = [new(ChatRole.User, "How many live in Bern?")];

        ChatResponse response = stream
            ? await loop.GetStreamingResponseAsync(question, options).ToChatResponseAsync()
            : await loop.GetResponseAsync(question, options);

        Assert.Equal(BridgedGateway.Good, response.Messages[^1].Text);
        Assert.Equal(["chat", "chat", "schema-repair"], gateway.Ledger.Select(static entry => entry.Cause));
    }

    [Theory]
    [InlineData(SimulatedFinishReason.Length, false)]
    [InlineData(SimulatedFinishReason.Length, true)]
    [InlineData(SimulatedFinishReason.ContentFilter, false)]
    public async Task CutAnswer_IsShownUnchecked(SimulatedFinishReason reason, bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools);
        gateway.First.Reply(new SimulatedReply { Text = """{"name":"Be""", FinishReason = reason });

        GatewayAnswer answer = await gateway.AskAsync(stream, "Which city?", BridgedGateway.Options());

        Assert.Null(answer.Exception);
        Assert.Equal("""{"name":"Be""", answer.Text);
        Assert.Contains(answer.Receipt.Notes, static note => note.Contains("was not checked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancellationDuringARepair_EndsTheRequest(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools);
        using CancellationTokenSource cancellation = new();
        gateway.First.Reply(new SimulatedReply { Text = "no" },
            new SimulatedReply { Text = BridgedGateway.Good, Fault = SimulatedFault.NeverAnswer() });

        Task<GatewayAnswer> asking = gateway.AskAsync(stream, "Which city?", BridgedGateway.Options(), cancellation.Token);
        await gateway.First.Stalled.Bounded();
        await cancellation.CancelAsync();
        GatewayAnswer answer = await asking;

        Assert.Equal(cancellation.Token, Assert.IsAssignableFrom<OperationCanceledException>(answer.Exception).CancellationToken);
        GatewayReceipt receipt = Assert.Single(gateway.Receipts);
        Assert.Equal(AttemptOutcome.Cancelled, receipt.Outcome);
        Assert.Equal([AttemptOutcome.Completed, AttemptOutcome.Cancelled], receipt.Attempts.Select(static attempt => attempt.Outcome));
        Assert.Null(receipt.Deployment);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancellationBetweenTwoAttempts_SendsNoRepair(bool stream)
    {
        using CancellationTokenSource cancellation = new();
        ScriptedChatClient model = new();
        model.Reply(_ =>
        {
            cancellation.Cancel();
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, "no"));
        });
        List<GatewayReceipt> receipts = [];
        using IChatClient gateway = GatewayChatClient.Create(builder => builder
            .AddDeployment("a", model,
                configure: static options => options.Model = new() { Id = "a", Capabilities = BridgedGateway.NoTools })
            .AddRoute("bridged", static route => route.To("a").Bridge(Bridges.All)));
        ChatOptions options = BridgedGateway.Options().WithGateway(settings => settings with { OnReceipt = receipts.Add });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream
            ? gateway.GetStreamingResponseAsync("Which city?", options, cancellation.Token).ToChatResponseAsync()
            : gateway.GetResponseAsync("Which city?", options, cancellation.Token));

        Assert.Single(model.Calls);
        Assert.Equal(AttemptOutcome.Cancelled, Assert.Single(receipts).Outcome);
        Assert.Null(receipts[0].Deployment);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StalledRepair_TimesOut(bool stream)
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.SchemaByPrompt, BridgedGateway.NoTools);
        gateway.First.Reply(new SimulatedReply { Text = "no" },
            new SimulatedReply { Text = BridgedGateway.Good, Fault = SimulatedFault.NeverAnswer() });

        Task<GatewayAnswer> asking = gateway.AskAsync(stream, "Which city?", BridgedGateway.Options());
        await gateway.First.Stalled.Bounded();
        gateway.Time.Advance(TimeSpan.FromHours(1));
        GatewayAnswer answer = await asking;

        Assert.Equal(FailureKind.Timeout, Assert.IsType<ProviderException>(answer.Exception).Kind);
        Assert.Equal(2, gateway.Ledger.Count);
    }

    [Fact]
    public async Task GetResponseOfT_ReadsTheAnswer()
    {
        await using GatewayOverHttp gateway = await BridgedGateway.StartAsync(Bridges.All, BridgedGateway.NoTools);
        gateway.First.Reply("""The answer is {"name":"Bern","people":"many"}""").Reply("""{"name":"Bern","people":7}""");

        ChatResponse<Place> response = await gateway.Client.GetResponseAsync<Place>("Which city?", new ChatOptions { ModelId = "bridged" });

        Assert.Equal(new Place("Bern", 7), response.Result);
    }

    private sealed record Place(string Name, int People);
}
