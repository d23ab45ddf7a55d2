using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class ExtraOptionsTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(5L, true)]
    [InlineData("true", false)]
    [InlineData(null, false)]
    public void IsSet_TakesTrueAndPositiveNumbers(object? value, bool isSet) =>
        Assert.Equal(isSet, new ExtraOptions(new() { ["x"] = value }).IsSet("x"));

    [Theory]
    [InlineData("true", true)]
    [InlineData("3", true)]
    [InlineData("0", false)]
    [InlineData("1.5", false)]
    [InlineData("\"true\"", false)]
    public void IsSet_ReadsJson(string json, bool isSet)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Equal(isSet, new ExtraOptions(new() { ["x"] = document.RootElement }).IsSet("x"));
    }

    [Fact]
    public void IsSet_IsFalseForAMissingProperty() => Assert.False(new ExtraOptions([]).IsSet("x"));

    [Fact]
    public void Read_InfersModalitiesLogProbsAndReasoning()
    {
        using JsonDocument modalities = JsonDocument.Parse("""["TEXT", "IMAGE", 5]""");
        AdditionalPropertiesDictionary extra = new()
        {
            ["modalities"] = new[] { "text", "Audio" },
            ["responseModalities"] = modalities.RootElement,
            ["top_logprobs"] = 3,
        };

        Assert.Equal(CapabilityFlags.AudioOutput | CapabilityFlags.ImageOutput | CapabilityFlags.LogProbs, new ExtraOptions(extra).Read());
        Assert.Equal(CapabilityFlags.Reasoning, new ExtraOptions(new ChatOptions().WithThinkingBudget(100).AdditionalProperties!).Read());
    }
}
