using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class LeftOutOptionsTests
{
    [Fact]
    public void Without_ReturnsTheSameOptionsIfNothingIsRefused()
    {
        ChatOptions options = new() { Seed = 1 };

        Assert.Same(options, LeftOutOptions.Without(options, CapabilityFlags.TopK | CapabilityFlags.Tools, out CapabilityFlags leftOut));
        Assert.Equal(CapabilityFlags.None, leftOut);
        Assert.Null(LeftOutOptions.Without(null, CapabilityFlags.Seed, out _));
    }

    [Fact]
    public void Without_RemovesRefusedOptionsFromACopy()
    {
        ChatOptions options = new() { Seed = 1, Temperature = 0.5f, TopP = 0.9f, TopK = 3, StopSequences = ["x"], MaxOutputTokens = 10 };

        ChatOptions kept =
            LeftOutOptions.Without(options, CapabilityFlags.Seed | CapabilityFlags.Sampling | CapabilityFlags.Penalties, out var leftOut)!;

        Assert.Equal(CapabilityFlags.Seed | CapabilityFlags.Sampling, leftOut);
        Assert.Equal((null, null, null, 3, 10), (kept.Seed, kept.Temperature, kept.TopP, kept.TopK, kept.MaxOutputTokens));
        Assert.Equal(["x"], kept.StopSequences);
        Assert.Equal((1, 0.5f), (options.Seed, options.Temperature));
    }

    [Fact]
    public void Without_RemovesReasoningWithItsBudget()
    {
        ChatOptions options = new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.High } }.WithThinkingBudget(100);

        ChatOptions kept = LeftOutOptions.Without(options, CapabilityFlags.Reasoning, out CapabilityFlags leftOut)!;

        Assert.Equal(CapabilityFlags.Reasoning, leftOut);
        Assert.Null(kept.Reasoning);
        Assert.True(kept.AdditionalProperties is null or { Count: 0 });
        Assert.NotNull(options.Reasoning);
    }

    [Fact]
    public void Without_KeepsStrictTools()
    {
        ChatOptions options = new()
        {
            Tools = [AIFunctionFactory.Create(static () => 1, "f")],
            AdditionalProperties = new() { ["strict"] = true },
        };

        Assert.Same(options, LeftOutOptions.Without(options, CapabilityFlags.StrictTools, out _));
    }
}
