using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class ChatOnlyOptionsTests
{
    [Theory]
    [InlineData("metadata", null)]
    [InlineData("service_tier", null)]
    [InlineData("modelgateway.prompt_cache_key", null)]
    [InlineData("n", "n")]
    [InlineData("modalities", "modalities")]
    [InlineData("web_search_options", "web_search_options")]
    [InlineData("reasoning_effort", "reasoning_effort")]
    public void Find_NamesFieldsThatResponsesDoesNotHave(string field, string? found) => Assert.Equal(
        found, ChatOnlyOptions.Find(new ChatOptions { AdditionalProperties = new() { [field] = 1 } }, CapabilityFlags.None, 0));

    [Fact]
    public void Find_NamesMedia()
    {
        Assert.Equal("audio or video", ChatOnlyOptions.Find(null, CapabilityFlags.AudioInput, 0));
        Assert.Null(ChatOnlyOptions.Find(null, CapabilityFlags.ImageInput, 0));
        Assert.Null(ChatOnlyOptions.Find(new ChatOptions { Temperature = 1, TopK = 1 }, CapabilityFlags.Tools, 0));
    }

    [Fact]
    public void Find_PassesOverWhatTheModelNeverTakes()
    {
        ChatOptions options = new() { StopSequences = ["END"], Seed = 1, FrequencyPenalty = 1 };

        Assert.Equal("Seed", ChatOnlyOptions.Find(options, 0, CapabilityFlags.StopSequences));
        Assert.Equal("FrequencyPenalty", ChatOnlyOptions.Find(options, 0, CapabilityFlags.StopSequences | CapabilityFlags.Seed));
        Assert.Null(ChatOnlyOptions.Find(options, 0, CapabilityFlags.StopSequences | CapabilityFlags.Seed | CapabilityFlags.Penalties));
    }

    [Fact]
    public void FindEffort_ReadsTheFieldThatTheRequestBringsItself()
    {
        EffortWord effort = EffortWord.Unset;

        Assert.False(ChatOnlyOptions.FindEffort(null, ref effort));
        Assert.True(ChatOnlyOptions.FindEffort(new ChatOptions { AdditionalProperties = new() { ["reasoning_effort"] = "minimal" } },
            ref effort));
        Assert.Equal(EffortWord.Minimal, effort);
        Assert.True(ChatOnlyOptions.FindEffort(
            new ChatOptions { AdditionalProperties = new() { ["reasoning_effort"] = JsonElement.Parse("\"max\"") } }, ref effort));
        Assert.Equal(EffortWord.Max, effort);
    }
}
