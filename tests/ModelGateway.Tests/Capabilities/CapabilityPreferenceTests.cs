namespace ModelGateway.Tests.Capabilities;

public sealed class CapabilityPreferenceTests
{
    [Theory]
    [InlineData("reasoning", "reasoning", 1)]
    [InlineData("reasoning;q=0.8", "reasoning", 0.8)]
    [InlineData("context:200k ; Q=.5", "context:200000", 0.5)]
    public void TryParse_ReadsCapabilityAndWeight(string text, string capability, double weight)
    {
        Assert.True(CapabilityPreference.TryParse(text, out CapabilityPreference preference));
        Assert.Equal((capability, weight), (preference.Capability.ToString(), preference.Weight));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("thinking")]
    [InlineData("reasoning;")]
    [InlineData("reasoning;0.5")]
    [InlineData("reasoning;q=0")]
    [InlineData("reasoning;q=1.1")]
    [InlineData("reasoning;q=1e-1")]
    public void TryParse_RejectsOtherTexts(string? text) => Assert.False(CapabilityPreference.TryParse(text, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.5)]
    public void Constructor_RejectsWeightsOutsideOfZeroToOne(double weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapabilityPreference(Capability.Seed, weight));

    /// <summary>As HTTP's weights, which have three decimals.</summary>
    [Theory]
    [InlineData(0.12345, 0.123)]
    [InlineData(0.9999, 1)]
    [InlineData(0.00001, 0.001)]
    public void Weight_HasThreeDecimals(double asked, double kept) =>
        Assert.Equal(kept, new CapabilityPreference(Capability.Seed, asked).Weight);

    [Fact]
    public void ToString_WritesTheFormOfConfiguration()
    {
        Assert.Equal("seed", new CapabilityPreference(Capability.Seed).ToString());
        Assert.Equal("seed;q=0.25", new CapabilityPreference(Capability.Seed, 0.25).ToString());
    }
}
