using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>A whole answer that the provider streams: it is the same answer, and failover is possible until its end.</summary>
public sealed class CoalesceTests
{
    private static readonly SimulatedReply Rich = new()
    {
        Text = "It is warm, grüß dich 🌍.",
        Reasoning = "Let me look at the weather, then at the time.",
        ToolCalls = [new SimulatedToolCall("weather", """{"city":"Köln","days":3}""") { Id = "call_weather_1" }, new SimulatedToolCall("time", "{}") { Id = "call_time_2" }],
        Usage = new SimulatedUsage(120, 60) { ReasoningTokens = 20, CachedInputTokens = 40 },
        Signature = "c2lnbmVkIGJ5IHRoZSBwcm92aWRlcg==",
    };

    public static TheoryData<SimulatedProtocol> Protocols { get; } = new(GatewayOverHttp.Protocols);

    public static MatrixTheoryData<SimulatedProtocol, string> Faults { get; } =
        new(GatewayOverHttp.Protocols, ["torn", "ended", "error event", "idle"]);

    [Theory, MemberData(nameof(Protocols))]
    public async Task StreamedAnswer_EqualsTheWholeAnswer(SimulatedProtocol protocol)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Reply(Rich, Rich);

        GatewayAnswer unary = await gateway.AskAsync(stream: false);
        GatewayAnswer coalesced = await gateway.AskAsync(stream: false, "hi", StreamUpstream());

        Assert.False(IsStreamed(gateway.First.Requests[0]));
        Assert.True(IsStreamed(gateway.First.Requests[1]));
        Assert.Equal(Describe(unary.Response!), Describe(coalesced.Response!));
        Assert.Equal(unary.Receipt.Usage, coalesced.Receipt.Usage);
        Assert.Equal(unary.Receipt.CostUsd, coalesced.Receipt.CostUsd);
        Assert.NotNull(coalesced.Receipt.Attempts[0].TimeToFirstToken);
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task FaultAfterContent_MovesACoalescedRequestAndIsBooked(SimulatedProtocol protocol, string fault)
    {
        // Only the idle timeout of the first provider can expire, no matter how fast time passes.
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol, SimulatedProtocol.OpenAI],
            Provider = static (index, provider) => provider.Timeouts = new()
            {
                FirstToken = Timeout.InfiniteTimeSpan,
                Total = Timeout.InfiniteTimeSpan,
                Idle = index == 0 ? null : Timeout.InfiniteTimeSpan,
                Connect = Timeout.InfiniteTimeSpan,
            },
        });
        gateway.First.Reply(new SimulatedReply
        {
            Chunks = fault == "error event" ? ["lost, and not", " seen", " by", " anybody"]
                : ["lost, and not seen by anybody", new string('x', 20_000)],
            Fault = fault switch
            {
                "torn" => SimulatedFault.CutAfterBytes(6_000),
                "ended" => SimulatedFault.CutAfterBytes(6_000, abort: false),
                "idle" => SimulatedFault.Stall(6_000),
                _ => SimulatedFault.ErrorEventAfterChunks(protocol switch
                {
                    SimulatedProtocol.Gemini => 2,
                    SimulatedProtocol.OpenAIResponses => 6,
                    _ => 4,
                }),
            },
        });

        Task<GatewayAnswer> asking = gateway.AskAsync(stream: false, "what the second provider says", StreamUpstream());
        if (fault == "idle")
        {
            await gateway.First.Stalled.Bounded();
            await gateway.AdvanceUntilAsync(asking, TimeSpan.FromSeconds(1)).Bounded();
        }

        GatewayAnswer answer = await asking.Bounded();

        Assert.Equal("what the second provider says", answer.Text);
        GatewayReceipt receipt = answer.Receipt;
        Assert.Equal(gateway.Deployments[1], receipt.Deployment);
        AttemptReceipt lost = receipt.Attempts[0];
        Assert.Equal(fault switch { "idle" => FailureKind.Timeout, "error event" => FailureKind.Unavailable, _ => FailureKind.Truncated },
            lost.Failure);
        Assert.True(lost.CostUsd > 0, "What the first provider put out is billed.");
        Assert.True(lost.Usage.OutputTokens > 0, "What the first provider put out is billed.");
    }

    private static ChatOptions StreamUpstream() => new ChatOptions()
        .WithGateway(static settings => settings with { StreamUpstream = true });

    private static bool IsStreamed(RecordedRequest request) =>
        request.Path.Contains("stream", StringComparison.Ordinal)
            || (request.Body.TryGetProperty("stream", out System.Text.Json.JsonElement stream) && stream.GetBoolean());

    private static string Describe(ChatResponse response) => string.Join('\n', response.Messages.SelectMany(message => message.Contents)
        .Where(static content => content is not UsageContent)
        .Select(static content => content switch
        {
            TextReasoningContent reasoning =>
                $"reasoning {reasoning.Text} "
                + reasoning.ProtectedData?.Replace("rs_sim00000002", "rs_sim00000001", StringComparison.Ordinal),
            TextContent text => $"text {text.Text}",
            FunctionCallContent call =>
                $"call {call.CallId} {call.Name} "
                + System.Text.Json.JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions),
            _ => content.GetType().Name,
        })) + $"\n{response.FinishReason} {response.ModelId} {response.Messages.Count} {response.Messages[0].Role}";
}
