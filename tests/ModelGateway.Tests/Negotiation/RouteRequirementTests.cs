namespace ModelGateway.Tests.Negotiation;

public sealed class RouteRequirementTests
{
    [Theory]
    [InlineData(RequirementSource.Request, true, "seed (request, optional)")]
    [InlineData(RequirementSource.Options, false, "seed (options)")]
    [InlineData(RequirementSource.Route, false, "seed (route)")]
    public void ToString_NamesCapabilityAndSource(RequirementSource source, bool isOptional, string text) =>
        Assert.Equal(text, new RouteRequirement(Capability.Seed, source, isOptional).ToString());
}
