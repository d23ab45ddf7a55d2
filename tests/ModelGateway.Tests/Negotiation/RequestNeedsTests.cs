using ModelGateway.Capabilities;
using ModelGateway.Negotiation;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Negotiation;

public sealed class RequestNeedsTests
{
    [Theory]
    [InlineData(1_000, 0, 1_016)]
    [InlineData(1_000, 500, 1_500)]
    public void WindowAtMost_AddsTheOutputOrALeastOne(long input, int output, long window) =>
        Assert.Equal(window, new RequestNeeds { InputAtMost = input, Output = output }.WindowAtMost);

    [Fact]
    public void AllDimensions_AreTheOptionAndTheNamedOnes()
    {
        RequirementSet asked = RequirementSet.From([Capability.Dimensions(256), Capability.Dimensions(512)]);

        Assert.Equal([512L, 256L], new RequestNeeds { Asked = asked, Dimensions = 512 }.AllDimensions);
        Assert.Equal([256L, 512L], new RequestNeeds { Asked = asked }.AllDimensions);
    }

    [Fact]
    public void WithInput_KeepsEverythingElse()
    {
        KnownSizes sizes = new(new() { [""] = new TokenEstimate(1, 2, 3) });
        RequestNeeds needs = new()
        {
            Essential = CapabilityFlags.Tools,
            Optional = CapabilityFlags.Seed,
            Asked = RequirementSet.None,
            Prefer = [],
            InputAtMost = 5,
            Output = 6,
            Dimensions = 7,
        };

        RequestNeeds changed = needs.WithInput(sizes);

        Assert.Same(sizes, changed.Input);
        Assert.Equal((needs.Essential, needs.Optional, 5L, 6, 7), (
            changed.Essential, changed.Optional, changed.InputAtMost, changed.Output, changed.Dimensions));
        Assert.Equal((needs.Asked, needs.Prefer), (changed.Asked, changed.Prefer));
    }
}
