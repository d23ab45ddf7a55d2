using ModelGateway.Capabilities;
using ModelGateway.Negotiation;

namespace ModelGateway.Tests.Negotiation;

public sealed class CandidateJudgeTests
{
    private static readonly NegotiationRules Bridging = new() { Bridges = Bridges.All };

    [Fact]
    public void Judge_SortsFlagsByWhatIsKnown()
    {
        CapabilitySet capabilities = new([Capability.Tools], [Capability.JsonSchema, Capability.Seed]);
        RequestNeeds needs = Needs(
            CapabilityFlags.Tools | CapabilityFlags.JsonSchema | CapabilityFlags.ImageInput, CapabilityFlags.Seed | CapabilityFlags.TopK);

        CandidateMatch match = Judge(capabilities, NegotiationRules.Default, needs);

        Assert.Equal(CandidateFit.Out, match.Fit);
        Assert.Equal((CapabilityFlags.JsonSchema, CapabilityFlags.ImageInput), (match.Lacks, match.Doubts));
        Assert.Equal((CapabilityFlags.Seed, CapabilityFlags.TopK), (match.LeavesOut, match.OptionsInDoubt));
    }

    [Theory]
    [InlineData(UnmetCapabilityBehavior.Allow, CandidateFit.Fit)]
    [InlineData(UnmetCapabilityBehavior.LastResort, CandidateFit.LastResort)]
    [InlineData(UnmetCapabilityBehavior.Refuse, CandidateFit.Out)]
    public void Judge_TreatsDoubtsAsTheRouteSays(UnmetCapabilityBehavior whenUnknown, object fit) =>
        Assert.Equal(fit, Judge(default, new NegotiationRules { WhenUnknown = whenUnknown }, Needs(CapabilityFlags.Tools)).Fit);

    [Fact]
    public void Judge_TreatsAnOptionThatIsRequiredByNameAsEssential()
    {
        RequestNeeds needs = new()
        {
            Optional = CapabilityFlags.Seed,
            Asked = RequirementSet.From([Capability.Seed]),
            Prefer = [],
        };

        CandidateMatch match = Judge(new([], [Capability.Seed]), NegotiationRules.Default, needs);

        Assert.Equal((CandidateFit.Out, CapabilityFlags.Seed, CapabilityFlags.None), (match.Fit, match.Lacks, match.LeavesOut));
    }

    [Fact]
    public void Judge_PrefersTheToolBridgeForASchema()
    {
        CandidateMatch byTool = Judge(new([], [Capability.JsonSchema]), Bridging, Needs(CapabilityFlags.JsonSchema));
        CandidateMatch byPrompt =
            Judge(new([], [Capability.JsonSchema, Capability.ForcedTools]), Bridging, Needs(CapabilityFlags.JsonSchema));

        Assert.Equal((CandidateFit.Bridged, Bridges.SchemaByTool, CapabilityFlags.None), (byTool.Fit, byTool.Bridges, byTool.Lacks));
        Assert.Equal((CandidateFit.Bridged, Bridges.SchemaByPrompt), (byPrompt.Fit, byPrompt.Bridges));
    }

    [Fact]
    public void Judge_BridgesADoubtOnlyIfTheRouteDoesNotAllowIt()
    {
        NegotiationRules strict = new() { Bridges = Bridges.FoldSystemPrompt, WhenUnknown = UnmetCapabilityBehavior.Refuse };

        CandidateMatch allowed = Judge(default, Bridging, Needs(CapabilityFlags.SystemPrompt));
        CandidateMatch bridged = Judge(default, strict, Needs(CapabilityFlags.SystemPrompt));

        Assert.Equal((CandidateFit.Fit, Bridges.None), (allowed.Fit, allowed.Bridges));
        Assert.Equal((CandidateFit.Bridged, Bridges.FoldSystemPrompt), (bridged.Fit, bridged.Bridges));
    }

    [Fact]
    public void Judge_BridgesParallelToolsThatWouldBeLeftOut()
    {
        CandidateMatch match = Judge(new([], [Capability.ParallelTools]), Bridging, Needs(0, CapabilityFlags.ParallelTools));

        Assert.Equal((CandidateFit.Bridged, Bridges.SerializeToolCalls, CapabilityFlags.None), (match.Fit, match.Bridges, match.LeavesOut));
    }

    [Theory]
    [InlineData(0, new[] { 256 }, false)]
    [InlineData(256, new[] { 256 }, false)]
    [InlineData(512, new[] { 256 }, true)]
    [InlineData(0, new[] { 256, 512 }, true)]
    [InlineData(512, new int[0], true)]
    public void Judge_AllowsOneLengthOfVectorsOnly(int option, int[] named, bool lacks)
    {
        RequestNeeds needs = new()
        {
            Asked = RequirementSet.From(named.Select(Capability.Dimensions)),
            Prefer = [],
            Dimensions = option,
        };
        CandidateProfile candidate = new("d", new() { Id = "m", Dimensions = 256 }, null);

        CandidateMatch match = CandidateJudge.Judge(candidate, NegotiationRules.Default, needs);

        Assert.Equal(lacks ? MeasureFlags.Dimensions : 0, match.Lacks);
    }

    [Fact]
    public void Judge_ComparesAmountsAndRegions()
    {
        RequestNeeds needs = new()
        {
            Asked = RequirementSet.From([Capability.Context(9_000), Capability.Output(500), Capability.Region("eu")]),
            Prefer = [],
            Output = 600,
        };
        CandidateProfile small = new("d", new() { Id = "m", ContextWindow = 8_000, MaxOutputTokens = 400, Regions = ["us"] }, null);
        CandidateProfile unknown = new("d", new() { Id = "m", Regions = ["eu"] }, null);

        CandidateMatch lacking = CandidateJudge.Judge(small, NegotiationRules.Default, needs);
        CandidateMatch doubtful = CandidateJudge.Judge(unknown, NegotiationRules.Default, needs);

        Assert.Equal(MeasureFlags.Context | MeasureFlags.Output | MeasureFlags.Region, lacking.Lacks);
        Assert.Equal(MeasureFlags.OutputLimit, lacking.LeavesOut);
        Assert.Equal((CapabilityFlags.None, MeasureFlags.Context | MeasureFlags.Output), (doubtful.Lacks, doubtful.Doubts));
    }

    private static CandidateMatch Judge(CapabilitySet capabilities, NegotiationRules rules, in RequestNeeds needs) =>
        CandidateJudge.Judge(new CandidateProfile("d", new() { Id = "m", Capabilities = capabilities }, null), rules, needs);

    private static RequestNeeds Needs(CapabilityFlags essential, CapabilityFlags optional = 0) =>
        new() { Essential = essential, Optional = optional, Asked = RequirementSet.None, Prefer = [] };
}
