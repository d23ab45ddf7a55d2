using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>The caller gets the same updates, no matter where the network splits the stream.</summary>
public sealed class SplitStreamTests
{
    private static readonly SimulatedToolCall[] Calls =
        [new("weather", """{"city":"Köln","days":3}""") { Id = "call_weather_1" }, new("time", "{}") { Id = "call_time_2" }];

    private static readonly Dictionary<string, SimulatedReply> Replies = new()
    {
        ["text"] = new() { Text = "Hello, world: grüß dich 🌍, \"quoted\"\nand broken." },
        ["reasoning"] = new()
        {
            Text = "Yes.",
            Reasoning = "Let me think it over, 思考.",
            Usage =
            new SimulatedUsage(90, 40) { ReasoningTokens = 20, CachedInputTokens = 30 }
        },
        ["tools"] = new() { ToolCalls = Calls },
        ["all"] = new() { Text = "I look.", Reasoning = "Where?", ToolCalls = Calls },
        ["cut short"] = new() { Text = "as far as", FinishReason = SimulatedFinishReason.Length },
        ["nothing"] = new() { Text = "" },
    };

    public static MatrixTheoryData<SimulatedProtocol, string> Streams { get; } = new(GatewayOverHttp.Protocols, Replies.Keys);

    /// <summary>Splits at every byte in a full run, otherwise at a rotating sample.</summary>
    [Theory, MemberData(nameof(Streams))]
    public Task Updates_AreTheSameWhereverTheStreamIsSplit(SimulatedProtocol protocol, string reply) =>
        AssertSameAsync(protocol, reply, step: Tiers.IsFull ? 1 : 41);

    private static async Task AssertSameAsync(SimulatedProtocol protocol, string reply, int step)
    {
        SplittingHandler handler = new();
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = [protocol],
            Gateway = builder => builder.HttpClient.AddHttpMessageHandler(() => handler),
        });
        gateway.First.Reply(Replies[reply]);
        string whole = Describe(await gateway.AskAsync(stream: true));
        Assert.Single(gateway.First.Requests);

        for (handler.At = 1 + (Tiers.Seed % step); handler.At < handler.Body!.Length; handler.At += step)
        {
            Assert.Equal(whole, Describe(await gateway.AskAsync(stream: true)));
        }
    }

    private static string Describe(GatewayAnswer answer)
    {
        Assert.Null(answer.Exception);
        Assert.Equal(AttemptOutcome.Completed, answer.Receipt.Outcome);
        IEnumerable<ChatResponseUpdate> updates = answer.Updates.Take(answer.Updates.Count - 1);

        // If the protocol has no message id, the attempt makes one.
        string described = ProtocolHarness.Describe(updates).Replace($"{answer.Receipt.RequestId}-1", "attempt", StringComparison.Ordinal);
        return $"{described} {answer.Receipt.Usage} {answer.Receipt.CostUsd}";
    }
}
