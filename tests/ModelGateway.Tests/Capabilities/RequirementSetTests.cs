using ModelGateway.Capabilities;

namespace ModelGateway.Tests.Capabilities;

public sealed class RequirementSetTests
{
    [Fact]
    public void From_KeepsTheLargestAmountsAndAllRegions()
    {
        RequirementSet set = RequirementSet.From(
        [
            Capability.Tools, Capability.Seed, Capability.Context(8_000), Capability.Context(32_000), Capability.Output(1_000),
            Capability.Dimensions(256), Capability.Dimensions(256), Capability.Region("EU"), Capability.Region("us"),
        ]);

        Assert.Equal(CapabilityFlags.Tools | CapabilityFlags.Seed, set.Flags);
        Assert.Equal((32_000, 1_000), (set.Context, set.Output));
        Assert.Equal([256], set.Dimensions);
        Assert.Equal(["eu", "us"], set.Regions);
    }

    [Fact]
    public void From_ReturnsTheEmptySetForNoRequirements()
    {
        Assert.Same(RequirementSet.None, RequirementSet.From([]));
        Assert.True(RequirementSet.None.IsEmpty);
        Assert.False(RequirementSet.From([Capability.Region("eu")]).IsEmpty);
    }

    [Fact]
    public void And_JoinsBothSets()
    {
        RequirementSet route = RequirementSet.From([Capability.Tools, Capability.Context(8_000), Capability.Region("eu")]);
        RequirementSet request = RequirementSet.From([Capability.Seed, Capability.Context(4_000), Capability.Dimensions(512)]);

        RequirementSet both = route.And(request);

        Assert.Equal((CapabilityFlags.Tools | CapabilityFlags.Seed, 8_000), (both.Flags, both.Context));
        Assert.Equal([512], both.Dimensions);
        Assert.Equal(["eu"], both.Regions);
        Assert.Same(route, route.And(RequirementSet.None));
        Assert.Same(route, RequirementSet.None.And(route));
    }
}
