using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class NegotiationRulesTests
{
    [Theory]
    [InlineData(UnmetCapabilityBehavior.Refuse, UnmetCapabilityBehavior.LastResort, UnmetCapabilityBehavior.LastResort)]
    [InlineData(UnmetCapabilityBehavior.Allow, UnmetCapabilityBehavior.Refuse, UnmetCapabilityBehavior.Allow)]
    [InlineData(UnmetCapabilityBehavior.Refuse, UnmetCapabilityBehavior.Refuse, UnmetCapabilityBehavior.Refuse)]
    public void WhenOptionUnknown_IsTheMilderRule(
        UnmetCapabilityBehavior whenUnknown, UnmetCapabilityBehavior whenMissing, UnmetCapabilityBehavior expected) =>
        Assert.Equal(expected, new NegotiationRules { WhenUnknown = whenUnknown, WhenOptionMissing = whenMissing }.WhenOptionUnknown);

    [Theory]
    [InlineData(Bridges.None, "")]
    [InlineData(Bridges.SchemaByTool, "json-schema")]
    [InlineData(Bridges.SchemaByPrompt, "json-schema")]
    [InlineData(Bridges.FoldSystemPrompt, "system-prompt")]
    [InlineData(Bridges.All, "parallel-tools, json-schema, system-prompt")]
    public void Bridged_NamesWhatBridgesReplace(Bridges bridges, string expected) =>
        Assert.Equal(expected, CapabilityNames.Join(NegotiationRules.Bridged(bridges)));

    [Fact]
    public void With_JoinsTheRequirementsAndKeepsTheLastResult()
    {
        NegotiationRules rules = new() { Require = RequirementSet.From([Capability.Tools]) };
        RequirementSet asked = RequirementSet.From([Capability.Seed]);

        RequirementSet all = rules.With(asked);

        Assert.Equal(CapabilityFlags.Tools | CapabilityFlags.Seed, all.Flags);
        Assert.Same(all, rules.With(asked));
        Assert.Equal(CapabilityFlags.Tools | CapabilityFlags.TopK, rules.With(RequirementSet.From([Capability.TopK])).Flags);
        Assert.Same(rules.Require, rules.With(RequirementSet.None));
        Assert.Same(asked, NegotiationRules.Default.With(asked));
    }
}
