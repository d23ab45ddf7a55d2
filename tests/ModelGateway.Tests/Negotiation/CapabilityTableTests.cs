using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Negotiation;

public sealed class CapabilityTableTests
{
    private static readonly ModelInfo Small =
        new() { Id = "small", ContextWindow = 8_000, Capabilities = new([], [Capability.JsonSchema]) };
    private static readonly ModelInfo Large = new() { Id = "large", ContextWindow = 200_000, Capabilities = new([Capability.JsonSchema]) };
    private static readonly ModelInfo Blank = new() { Id = "blank" };

    [Fact]
    public void Negotiate_ReturnsOnlyTheNumberIfAllRowsFitEquallyWell()
    {
        Candidates candidates = Table(NegotiationRules.Default, Small, Large, Blank).Negotiate(Needs(MeasureFlags.Chat));

        Assert.Null(candidates.Buffer);
        Assert.Equal((3, false), (candidates.Count, candidates.AreGrouped));
    }

    [Fact]
    public void Negotiate_ListsTheFittingRowsInConfiguredOrder()
    {
        (int[] chosen, CandidateFit[] fits, bool areGrouped) =
            Negotiate(Table(NegotiationRules.Default, Small, Large, Blank), Needs(CapabilityFlags.JsonSchema));

        Assert.Equal([1, 2], chosen);
        Assert.Equal([CandidateFit.Out, CandidateFit.Fit, CandidateFit.Fit], fits);
        Assert.False(areGrouped);
    }

    [Fact]
    public void Negotiate_GroupsRowsThatFitDifferently()
    {
        NegotiationRules rules = new() { Bridges = Bridges.SchemaByPrompt, WhenUnknown = UnmetCapabilityBehavior.LastResort };

        (int[] chosen, CandidateFit[] fits, bool areGrouped) = Negotiate(Table(rules, Small, Large), Needs(CapabilityFlags.JsonSchema));

        Assert.Equal([0, 1], chosen);
        Assert.Equal([CandidateFit.Bridged, CandidateFit.Fit], fits);
        Assert.True(areGrouped);
    }

    [Fact]
    public void Negotiate_JudgesRegionsByRow()
    {
        ModelInfo europe = Blank with { Regions = ["eu-west-1"] };
        RequestNeeds needs = new() { Asked = RequirementSet.From([Capability.Region("eu")]), Prefer = [] };

        (int[] chosen, _, _) = Negotiate(Table(NegotiationRules.Default, Blank, europe), needs);

        Assert.Equal([1], chosen);
    }

    [Fact]
    public void Negotiate_ExcludesRowsThatTheInputCertainlyExceeds()
    {
        (int[] chosen, _, _) = Negotiate(Table(NegotiationRules.Default, Small, Large, Blank), Needs(0, input: 10_000));

        Assert.Equal([1, 2], chosen);
    }

    [Fact]
    public void Score_AddsThePreferencesOfRouteAndRequest()
    {
        CapabilityTable table = Table(new NegotiationRules { Prefer = [new(Capability.JsonSchema, 0.5)] }, Small, Large);
        RequestNeeds needs = new() { Asked = RequirementSet.None, Prefer = [new(Capability.Context(100_000), 0.25)] };

        Assert.Equal((0, 750), (table.Score(0, needs), table.Score(1, needs)));
    }

    [Fact]
    public void Sizes_AreKeptOnlyIfAWindowMightBeExceeded()
    {
        CapabilityTable table = Table(NegotiationRules.Default, Small, Large);

        Assert.Null(table.Sizes(Needs(0, input: 1_000)));
        Assert.Equal(10_000, table.Sizes(Needs(0, input: 10_000))!.Estimate(null).Low);
    }

    private static (int[] Chosen, CandidateFit[] Fits, bool AreGrouped) Negotiate(CapabilityTable table, in RequestNeeds needs)
    {
        Candidates candidates = table.Negotiate(needs);
        int[] buffer = Assert.IsType<int[]>(candidates.Buffer);
        int[] chosen = [.. buffer.Take(candidates.Count)];
        CandidateFit[] fits = [.. buffer.Skip(table.Count).Take(table.Count).Select(Candidates.Fit)];
        Candidates.Return(buffer);
        return (chosen, fits, candidates.AreGrouped);
    }

    private static RequestNeeds Needs(CapabilityFlags essential, long input = 0) => new()
    {
        Essential = essential,
        Asked = RequirementSet.None,
        Prefer = [],
        InputAtMost = input + 100,
        Input = new KnownSizes(new() { [""] = new TokenEstimate(input, input, input) }),
    };

    private static CapabilityTable Table(NegotiationRules rules, params ModelInfo[] models) =>
        new(rules, [.. models.Select(static model => new CandidateProfile(model.Id, model, null))]);
}
