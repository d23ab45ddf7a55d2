using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>
/// Failover is possible until the first content. After it nothing is repeated, and any fault ends the stream.
/// </summary>
public sealed class CommitPointTests
{
    private const string Seen = "the caller has seen this";

    public static TheoryData<SimulatedProtocol> Protocols { get; } = new(GatewayOverHttp.Protocols);

    public static MatrixTheoryData<SimulatedProtocol, string> FaultsAfterContent { get; } =
        new(GatewayOverHttp.Protocols, ["torn", "ended", "malformed", "error event"]);

    [Theory, MemberData(nameof(FaultsAfterContent))]
    public async Task FaultAfterContent_ThrowsAndRepeatsNothing(SimulatedProtocol protocol, string fault)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol, SimulatedProtocol.OpenAI);
        string[] chunks = fault is "torn" or "ended" ? [Seen, new string('x', 20_000)] : [Seen, " and this", " but not this"];
        gateway.First.Reply(new SimulatedReply
        {
            Chunks = chunks,
            Fault = fault switch
            {
                "torn" => SimulatedFault.CutAfterBytes(6_000),
                "ended" => SimulatedFault.CutAfterBytes(6_000, abort: false),
                "malformed" => SimulatedFault.MalformedAfterChunks(ChunkAfterSecondPiece(protocol)),
                _ => SimulatedFault.ErrorEventAfterChunks(ChunkAfterSecondPiece(protocol)),
            },
        });

        GatewayAnswer answer = await gateway.AskAsync(stream: true);

        Assert.Equal(fault is "torn" or "ended" ? Seen : Seen + " and this", answer.Text);
        ProviderException exception = Assert.IsType<ProviderException>(answer.Exception, exactMatch: false);
        Assert.Equal(fault is "torn" or "ended", exception is StreamTruncatedException);
        Assert.Equal(ExpectedKind(fault), exception.Kind);
        Assert.Empty(gateway.Second.Requests);
        Assert.Single(gateway.First.Requests);
        AssertFailed(gateway, answer.Receipt, exception.Kind);
    }

    private static FailureKind ExpectedKind(string fault) => fault switch
    {
        "malformed" => FailureKind.Malformed,
        "error event" => FailureKind.Unavailable,
        _ => FailureKind.Truncated,
    };

    private static void AssertFailed(GatewayOverHttp gateway, GatewayReceipt receipt, FailureKind kind)
    {
        Assert.Equal(AttemptOutcome.Failed, receipt.Outcome);
        Assert.Equal(gateway.Deployments[0], receipt.Deployment);
        Assert.True(receipt.CostUsd > 0);
        Assert.True(receipt.Usage.OutputTokens > 0);
        Assert.Contains("(failed)", receipt.ToString(), StringComparison.Ordinal);
        Assert.Equal(kind, Assert.Single(gateway.Ledger).Attempt.Failure);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task StreamCutAtAnyByte_YieldsAPrefixAndAnErrorOrTheWholeAnswer(SimulatedProtocol protocol)
    {
        const string first = "the first provider's answer";
        const string second = "what the second provider echoes";
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.Anthropic],
            Gateway = static builder => builder.Configure(static options => options.Breaker = new() { MinimumCalls = int.MaxValue }),
        });
        int step = Tiers.IsFull ? 1 : 13;
        int whole = 0;
        int prefixes = 0;
        int moved = 0;
        for (int bytes = Tiers.Seed % step; whole == 0; bytes += step)
        {
            Assert.True(bytes < 10_000);
            gateway.First.Reply(new SimulatedReply { Text = first, Fault = SimulatedFault.CutAfterBytes(bytes, abort: bytes % 2 == 0) });

            GatewayAnswer answer = await gateway.AskAsync(stream: true, second);

            if (answer.Exception is StreamTruncatedException)
            {
                prefixes++;
                Assert.NotEmpty(answer.Text);
                Assert.StartsWith(answer.Text, first, StringComparison.Ordinal);
            }
            else if (answer.Receipt.Deployment == gateway.Deployments[1])
            {
                moved++;
                Assert.Equal(second, answer.Text);
            }
            else
            {
                whole++;
                Assert.Null(answer.Exception);
                Assert.Equal(first, answer.Text);
            }
        }

        Assert.True(moved > 0 && prefixes > 0, $"{moved} requests moved on, {prefixes} were cut off.");
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task StreamReceipt_IsOnTheLastUpdateWithTheTimeToFirstToken(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Latency = TimeSpan.FromSeconds(2);
        gateway.First.Reply(new SimulatedReply { Text = "hello", Usage = new SimulatedUsage(1000, 100) });

        Task<GatewayAnswer> asking = gateway.AskAsync(stream: true);
        await gateway.First.WhenPausedAsync().Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(2));
        GatewayAnswer answer = await asking;

        GatewayReceipt receipt = answer.Updates[^1].GetReceipt()!;
        Assert.Equal(TimeSpan.FromSeconds(2), receipt.TimeToFirstToken);
        Assert.Equal(1000, receipt.Usage.InputTokens);
        Assert.Equal(100, receipt.Usage.OutputTokens + receipt.Usage.ReasoningTokens);
        Assert.Equal(0.0045m, receipt.CostUsd);
        Assert.StartsWith($"chat → {gateway.Deployments[0]} · 1000 + 100 tokens · $0.0045 · first token 2 s · 2 s", receipt.ToString(),
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task ReaderThatStops_ReturnsTheConnectionAndIsSettled(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol, SimulatedProtocol.OpenAI);
        gateway.First.Reply(new SimulatedReply { Chunks = ["enough", new string('x', 20_000)], Fault = SimulatedFault.Stall(6_000) });

        await foreach (ChatResponseUpdate update in gateway.Stream())
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        await gateway.First.ClientDisconnected.Bounded();
        GatewayReceipt receipt = Assert.Single(gateway.Receipts);
        Assert.Equal(AttemptOutcome.Abandoned, receipt.Outcome);
        Assert.True(receipt.CostUsd > 0);
        Assert.Contains("(abandoned)", receipt.ToString(), StringComparison.Ordinal);
        Assert.Equal(AttemptOutcome.Abandoned, Assert.Single(gateway.Ledger).Attempt.Outcome);
    }

    [Theory, MemberData(nameof(Protocols))]
    public async Task CancellationMidStream_ReachesTheServerAndIsSettled(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol, SimulatedProtocol.OpenAI);
        gateway.First.Reply(new SimulatedReply { Chunks = ["enough", new string('x', 20_000)], Fault = SimulatedFault.Stall(6_000) });
        using CancellationTokenSource caller = new();

        Task<GatewayAnswer> asking = gateway.AskAsync(stream: true, "hi", null, caller.Token);
        await gateway.First.Stalled.Bounded();
        await caller.CancelAsync();
        GatewayAnswer answer = await asking;

        OperationCanceledException cancelled = Assert.IsType<OperationCanceledException>(answer.Exception, exactMatch: false);
        Assert.True(caller.Token.IsCancellationRequested && cancelled is not null);
        await gateway.First.ClientDisconnected.Bounded();
        Assert.Equal(AttemptOutcome.Cancelled, Assert.Single(gateway.Receipts).Outcome);
        Assert.Empty(gateway.Second.Requests);
    }

    [Fact]
    public async Task UnreadStream_SendsNothing()
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(SimulatedProtocol.OpenAI);

        _ = gateway.Stream();

        Assert.Empty(gateway.First.Requests);
        Assert.Empty(gateway.Receipts);
    }

    /// <summary>The number of events up to and including the second piece of text.</summary>
    private static int ChunkAfterSecondPiece(SimulatedProtocol protocol) => protocol switch
    {
        SimulatedProtocol.OpenAI or SimulatedProtocol.DeepSeek or SimulatedProtocol.AzureOpenAI => 3,
        SimulatedProtocol.Anthropic => 5,
        SimulatedProtocol.OpenAIResponses => 6,
        SimulatedProtocol.Bedrock or SimulatedProtocol.Mistral => 3,
        SimulatedProtocol.Cohere => 4,
        _ => 2,
    };
}
