using ModelGateway.Costs;

namespace ModelGateway.Tests.Costs;

public sealed class ServiceTiersTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("default")]
    [InlineData("AUTO")]
    [InlineData("standard")]
    [InlineData("standard_only")]
    [InlineData("on_demand")]
    public void Normalize_ReturnsNullForTheStandardTier(string? tier) => Assert.Null(ServiceTiers.Normalize(tier));

    [Theory]
    [InlineData("flex")]
    [InlineData("Priority")]
    public void Normalize_KeepsOtherTiers(string tier) => Assert.Equal(tier, ServiceTiers.Normalize(tier));
}
