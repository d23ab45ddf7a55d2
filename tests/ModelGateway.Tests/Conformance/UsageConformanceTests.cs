using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Conformance;

/// <summary>
/// However a protocol counts, its usage becomes buckets that do not overlap and add up to the provider's total.
/// </summary>
public sealed class UsageConformanceTests
{
    private static readonly SimulatedUsage Sent = new(1_000, 300) { CachedInputTokens = 400, CacheWriteTokens = 50, ReasoningTokens = 120 };

    public static MatrixTheoryData<SimulatedProtocol, bool> Ways { get; } = new(GatewayOverHttp.Protocols, [false, true]);

    [Theory, MemberData(nameof(Ways))]
    public async Task Buckets_AddUpToTheTotal(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { Text = "Enough.", Reasoning = "I think.", Usage = Sent });

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Null(answer.Exception);
        TokenUsage usage = answer.Receipt.Usage;
        // Cohere's cache counts among tokens that it does not bill.
        int cached = protocol is SimulatedProtocol.Ollama or SimulatedProtocol.Cohere ? 0 : 400;
        int written = protocol is SimulatedProtocol.Anthropic or SimulatedProtocol.Bedrock ? 50 : 0;
        int reasoning = protocol is SimulatedProtocol.Ollama or SimulatedProtocol.Mistral or SimulatedProtocol.Bedrock ? 0 : 120;
        Assert.Equal(
            (1_000 - cached - written, cached, written, 300 - reasoning, reasoning),
            (usage.UncachedInputTokens, usage.CacheReadTokens, usage.CacheWriteTokens, usage.OutputTokens, usage.ReasoningTokens));
        Assert.Equal((1_000, 300, 1_300), (usage.InputTokens, usage.AllOutputTokens, usage.TotalTokens));
        Assert.False(usage.IsEstimated);
        Assert.Equal(usage, Assert.Single(gateway.Ledger).Attempt.Usage);

        // And Microsoft.Extensions.AI's form: what the caller sees, subsets of input and output.
        UsageDetails seen = answer.Response?.Usage ?? answer.Updates.ToChatResponse().Usage!;
        Assert.Equal((1_000, 300, 1_300), (seen.InputTokenCount, seen.OutputTokenCount, seen.TotalTokenCount));
        Assert.Equal((cached, reasoning), (seen.CachedInputTokenCount ?? 0, seen.ReasoningTokenCount ?? 0));
    }

    /// <summary>All input from the cache, all output thought: nothing is left for the other buckets, and nothing counted twice.</summary>
    [Theory, MemberData(nameof(Ways))]
    public async Task SubsetsThatAreTheWhole_AreNotCountedTwice(SimulatedProtocol protocol, bool stream)
    {
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(protocol);
        gateway.First.Reply(new SimulatedReply { Text = "Enough.", Usage = new(10, 5) { CachedInputTokens = 10, ReasoningTokens = 5 } });

        GatewayAnswer answer = await gateway.AskAsync(stream);

        Assert.Null(answer.Exception);
        TokenUsage usage = answer.Receipt.Usage;
        Assert.Equal((10, 5, 15), (usage.InputTokens, usage.AllOutputTokens, usage.TotalTokens));
        Assert.All(
            new[] { usage.UncachedInputTokens, usage.CacheReadTokens, usage.OutputTokens, usage.ReasoningTokens },
            static bucket => Assert.True(bucket >= 0));
        Assert.True(answer.Receipt.CostUsd > 0);
    }
}
