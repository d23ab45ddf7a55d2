namespace ModelGateway.Tests.Capabilities;

public sealed class CapabilityTests
{
    [Theory]
    [InlineData("tools", "tools")]
    [InlineData(" JSON-Schema ", "json-schema")]
    [InlineData("context:128k", "context:128000")]
    [InlineData("output: 1m", "output:1000000")]
    [InlineData("Dimensions : 256", "dimensions:256")]
    [InlineData("region: EU ", "region:eu")]
    public void TryParse_ReadsNamesWithAmounts(string text, string expected)
    {
        Assert.True(Capability.TryParse(text, out Capability capability));
        Assert.Equal(expected, capability.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tool")]
    [InlineData("context")]
    [InlineData("context:")]
    [InlineData("context:0")]
    [InlineData("context:-1")]
    [InlineData("context:1.5k")]
    [InlineData("context:2147483648")]
    [InlineData("region:")]
    [InlineData("tools:5")]
    public void TryParse_RejectsOtherTexts(string? text) => Assert.False(Capability.TryParse(text, out _));

    [Fact]
    public void Name_LeavesOutTheAmount()
    {
        Assert.Equal(
            ["tools", "context", "output", "dimensions", "region"],
            new[] { Capability.Tools, Capability.Context(5), Capability.Output(5), Capability.Dimensions(5), Capability.Region("eu") }
                .Select(static capability => capability.Name));
    }

    [Fact]
    public void Factories_RejectAmountsBelowOneAndBlankRegions()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Capability.Context(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Capability.Output(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Capability.Dimensions(0));
        Assert.Throws<ArgumentException>(static () => Capability.Region(" "));
    }

    [Fact]
    public void Equality_IsByKindAmountAndRegion()
    {
        Assert.Equal(Capability.Region("EU"), Capability.Region("eu"));
        Assert.NotEqual(Capability.Context(1), Capability.Output(1));
        Assert.NotEqual(Capability.Tools, Capability.Seed);
    }
}
