using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class CandidateMatchTests
{
    private static readonly CandidateMatch Match = new()
    {
        Lacks = CapabilityFlags.Tools,
        Doubts = CapabilityFlags.JsonSchema,
        LeavesOut = CapabilityFlags.TopK,
        OptionsInDoubt = CapabilityFlags.Seed,
    };

    [Theory]
    [InlineData(UnmetCapabilityBehavior.Allow, UnmetCapabilityBehavior.Allow, "tools")]
    [InlineData(UnmetCapabilityBehavior.LastResort, UnmetCapabilityBehavior.LastResort, "tools")]
    [InlineData(UnmetCapabilityBehavior.Refuse, UnmetCapabilityBehavior.Allow, "tools, json-schema")]
    [InlineData(UnmetCapabilityBehavior.Allow, UnmetCapabilityBehavior.Refuse, "tools, top-k")]
    [InlineData(UnmetCapabilityBehavior.Refuse, UnmetCapabilityBehavior.Refuse, "tools, json-schema, seed, top-k")]
    public void GetBlockers_AddsWhatTheRouteRefuses(
        UnmetCapabilityBehavior whenUnknown, UnmetCapabilityBehavior whenOptionMissing, string blockers)
    {
        NegotiationRules rules = new() { WhenUnknown = whenUnknown, WhenOptionMissing = whenOptionMissing };

        Assert.Equal(blockers, CapabilityNames.Join(Match.GetBlockers(rules)));
    }
}
