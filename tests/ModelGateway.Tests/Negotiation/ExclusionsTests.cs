using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Negotiation;

public sealed class ExclusionsTests
{
    [Fact]
    public void All_ListsTheClosestFirst()
    {
        CapabilityTable table = Table(
            new() { Id = "far", ContextWindow = 1_000, Capabilities = new([], [Capability.Tools]) },
            new() { Id = "half", ContextWindow = 4_000 },
            new() { Id = "fits", ContextWindow = 8_000 },
            new() { Id = "near", ContextWindow = 7_000 });
        RequestNeeds needs = new()
        {
            Essential = CapabilityFlags.Tools,
            Asked = RequirementSet.From([Capability.Context(8_000)]),
            Prefer = [],
        };

        Exclusions exclusions = new(table, needs);

        Assert.Equal(["near", "half", "far"], exclusions.All.Select(static one => one.Deployment));
        Assert.Equal("lacks tools; context window 1000 < 8000", exclusions.All[2].Reason);
        Assert.Equal([Capability.Tools, Capability.Context(8_000)], exclusions.All[2].Lacks);
        Assert.Same(exclusions.All, exclusions.All);
    }

    [Fact]
    public void All_KeepsTheSizesInsteadOfTheInput()
    {
        Counting input = new();
        RequestNeeds needs = new() { Asked = RequirementSet.None, Prefer = [], InputAtMost = 9_000, Input = input };

        Exclusions exclusions = new(Table(new ModelInfo { Id = "m", ContextWindow = 1_000 }), needs);
        int asked = input.Calls;

        Assert.Equal("about 6,000 tokens of input exceed its window of 1,000", Assert.Single(exclusions.All).Reason);
        Assert.Equal((1, 1), (asked, input.Calls));
    }

    private static CapabilityTable Table(params ModelInfo[] models) =>
        new(NegotiationRules.Default, [.. models.Select(static model => new CandidateProfile(model.Id, model, null))]);

    private sealed class Counting : IInputSize
    {
        public int Calls { get; private set; }

        public TokenEstimate Estimate(string? family)
        {
            Calls++;
            return new TokenEstimate(5_000, 6_000, 7_000);
        }
    }
}
