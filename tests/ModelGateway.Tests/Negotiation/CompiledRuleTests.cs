using ModelGateway.Capabilities;
using ModelGateway.Catalog.Rules;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class CompiledRuleTests
{
    [Fact]
    public void Applies_WhereEveryConditionHolds()
    {
        CompiledRule rule = new(new ModelRule
        {
            Name = "a",
            Api = ProviderApi.ChatCompletions,
            Uses = ["tools", "temperature"],
            Efforts = ["unset", "high"],
            LeavesOut = ["temperature"],
        });
        const CapabilityFlags Both = CapabilityFlags.Tools | RuleFlags.Temperature | CapabilityFlags.Streaming;

        Assert.True(rule.Applies(ProviderApi.ChatCompletions, Both, EffortWord.High));
        Assert.True(rule.Applies(ProviderApi.ChatCompletions, Both, EffortWord.Unset));
        Assert.False(rule.Applies(ProviderApi.ChatCompletions, Both, EffortWord.Low));
        Assert.False(rule.Applies(ProviderApi.Responses, Both, EffortWord.High));
        Assert.False(rule.Applies(ProviderApi.ChatCompletions, CapabilityFlags.Tools, EffortWord.High));
        Assert.Equal(CapabilityFlags.Tools | CapabilityFlags.Sampling, rule.Triggers);
    }

    [Fact]
    public void Triggers_AreWhatTheRuleChangesWhereItHasNoCondition()
    {
        Assert.Equal(CapabilityFlags.Penalties, new CompiledRule(new ModelRule { Name = "a", LeavesOut = ["presence-penalty"] }).Triggers);
        Assert.Equal(CapabilityFlags.Reasoning, new CompiledRule(new ModelRule { Name = "a", TakesEfforts = ["low"] }).Triggers);
        Assert.Equal(MeasureFlags.Chat, new CompiledRule(new ModelRule { Name = "a", Needs = ProviderApi.Responses }).Triggers);
        Assert.Equal(CapabilityFlags.None, new CompiledRule(new ModelRule { Name = "a", Lacks = [Capability.Seed] }).Lacks);
        Assert.False(new CompiledRule(new ModelRule { Name = "a" }).IsOfUse);
    }
}
