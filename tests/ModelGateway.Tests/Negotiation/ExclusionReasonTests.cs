using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Negotiation;

public sealed class ExclusionReasonTests
{
    private static readonly NegotiationRules Strict = new()
    {
        WhenUnknown = UnmetCapabilityBehavior.Refuse,
        WhenOptionMissing = UnmetCapabilityBehavior.Refuse,
    };

    [Fact]
    public void ToString_NamesFlagsAndAmounts()
    {
        ModelInfo model =
            new() { Id = "m", ContextWindow = 16_385, MaxOutputTokens = 100, Capabilities = new([], [Capability.JsonSchema]) };

        Assert.Equal(
            "lacks json-schema; context window 16385 < 128000; output limit 100 < 4096",
            Reason(model, NegotiationRules.Default, Needs(
                CapabilityFlags.JsonSchema, Capability.Context(128_000), Capability.Output(4_096))));
    }

    [Fact]
    public void ToString_NamesWhatIsUnknownIfTheRouteRefusesIt()
    {
        ModelInfo model = new() { Id = "m" };
        RequestNeeds needs = Needs(CapabilityFlags.Tools, Capability.Context(8_000), Capability.Dimensions(64));

        Assert.Equal(
            "is not known to have tools; context window unknown, 8000 required; is not known to have vectors of 64 dimensions",
            Reason(model, Strict, needs));
    }

    [Theory]
    [InlineData(ModelKind.Embedding, "it is an embedding model")]
    [InlineData(ModelKind.Other, "it is no model that answers messages")]
    public void ToString_NamesTheWrongKindForAChat(ModelKind kind, string reason) =>
        Assert.Equal(reason, Reason(new() { Id = "m", Kind = kind }, NegotiationRules.Default, Needs(MeasureFlags.Chat)));

    [Theory]
    [InlineData(ModelKind.Chat, "it is a chat model: it has no embeddings")]
    [InlineData(ModelKind.Other, "it has no embeddings")]
    public void ToString_NamesTheWrongKindForEmbeddings(ModelKind kind, string reason) =>
        Assert.Equal(reason, Reason(new() { Id = "m", Kind = kind }, NegotiationRules.Default, Needs(MeasureFlags.Embed)));

    [Fact]
    public void ToString_SaysThatAnUnknownPromiseIsNotKnown() =>
        Assert.Equal(
            "is not known to have no-training", Reason(new() { Id = "m" }, NegotiationRules.Default, Needs(0, Capability.NoTraining)));

    [Theory]
    [InlineData(1_000, 500, 0, "about 2,000 tokens of input exceed its 500")]
    [InlineData(1_000, null, 0, "about 2,000 tokens of input exceed its window of 1,000")]
    [InlineData(1_000, null, 700, "about 2,000 tokens of input and 700 of output exceed its window of 1,000")]
    public void ToString_ComparesTheInputWithTheLimit(int window, int? maxInput, int output, string reason)
    {
        RequestNeeds needs = new()
        {
            Asked = RequirementSet.None,
            Prefer = [],
            Output = output,
            InputAtMost = 3_000,
            Input = new KnownSizes(new() { [""] = new TokenEstimate(1_500, 2_000, 3_000) }),
        };

        Assert.Equal(
            reason, Reason(new() { Id = "m", ContextWindow = window, MaxInputTokens = maxInput }, NegotiationRules.Default, needs));
    }

    [Fact]
    public void ToString_NamesDimensionsAndRegions()
    {
        ModelInfo model = new() { Id = "m", Dimensions = 256, Regions = ["us-east-1"] };

        Assert.Equal(
            "vectors of 256 dimensions, not 512; served from us-east-1, not only from eu",
            Reason(model, NegotiationRules.Default, Needs(0, Capability.Dimensions(512), Capability.Region("eu"))));
        Assert.Equal(
            "its region is unknown, and eu is required", Reason(
                new() { Id = "m" }, NegotiationRules.Default, Needs(0, Capability.Region("eu"))));
    }

    [Fact]
    public void ToString_NamesOptionsThatTheRouteDoesNotLeaveOut()
    {
        RequestNeeds needs = new()
        {
            Optional = CapabilityFlags.Seed | CapabilityFlags.TopK,
            Asked = RequirementSet.None,
            Prefer = [],
            Output = 500,
        };
        ModelInfo model = new() { Id = "m", MaxOutputTokens = 400, Capabilities = new([], [Capability.Seed]) };

        Assert.Equal("would leave out seed; output limit 400 < 500; is not known to take top-k", Reason(model, Strict, needs));
    }

    private static string Reason(ModelInfo model, NegotiationRules rules, in RequestNeeds needs)
    {
        CandidateProfile candidate = new("d", model, null);
        CandidateMatch match = CandidateJudge.Judge(candidate, rules, needs);
        Assert.Equal(CandidateFit.Out, match.Fit);
        return new ExclusionReason(candidate, match, needs, rules).ToString();
    }

    private static RequestNeeds Needs(CapabilityFlags essential, params Capability[] asked) =>
        new() { Essential = essential, Asked = RequirementSet.From(asked), Prefer = [] };
}
