using ModelGateway.Capabilities;

namespace ModelGateway.Tests.Capabilities;

public sealed class CapabilitySetTests
{
    private static readonly CapabilitySet Set = new([Capability.Tools, Capability.ImageInput], [Capability.Seed]);

    [Fact]
    public void Indexer_SaysYesNoOrUnknown()
    {
        Assert.Equal(CapabilitySupport.Yes, Set[Capability.Tools]);
        Assert.Equal(CapabilitySupport.No, Set[Capability.Seed]);
        Assert.Equal(CapabilitySupport.Unknown, Set[Capability.TopK]);
        Assert.Equal(CapabilitySupport.Unknown, Set[Capability.Context(1)]);
        Assert.Equal(CapabilitySupport.Unknown, default(CapabilitySet)[Capability.Tools]);
    }

    [Fact]
    public void Constructor_RejectsAmountsAndContradictions()
    {
        Assert.Throws<ArgumentException>(static () => new CapabilitySet([Capability.Context(1)]));
        Assert.Throws<ArgumentException>(static () => new CapabilitySet([default]));
        ArgumentException exception =
            Assert.Throws<ArgumentException>(static () => new CapabilitySet([Capability.Seed], [Capability.Seed]));
        Assert.Contains("seed", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CapabilitySupport.Yes)]
    [InlineData(CapabilitySupport.No)]
    [InlineData(CapabilitySupport.Unknown)]
    public void With_ReplacesOneStatement(CapabilitySupport support)
    {
        CapabilitySet changed = Set.With(Capability.Seed, support);

        Assert.Equal((support, CapabilitySupport.Yes), (changed[Capability.Seed], changed[Capability.Tools]));
        Assert.Equal(CapabilitySupport.No, Set[Capability.Seed]);
    }

    [Fact]
    public void Over_FillsInOnlyWhatIsUnknown()
    {
        CapabilitySet below = new([Capability.Seed, Capability.TopK], [Capability.Tools, Capability.LogProbs]);

        CapabilitySet combined = Set.Over(below);

        Assert.Equal(new CapabilitySet(
            [Capability.Tools, Capability.ImageInput, Capability.TopK], [Capability.Seed, Capability.LogProbs]), combined);
    }

    [Fact]
    public void WithoutAndForget_RemoveStatements()
    {
        CapabilitySet without = Set.Without(CapabilityFlags.Tools | CapabilityFlags.TopK);
        CapabilitySet forgotten = Set.Forget(CapabilityFlags.Tools | CapabilityFlags.Seed);

        Assert.Equal(new CapabilitySet([Capability.ImageInput], [Capability.Tools, Capability.TopK, Capability.Seed]), without);
        Assert.Equal(new CapabilitySet([Capability.ImageInput]), forgotten);
    }

    [Fact]
    public void ToString_NamesWhatIsPresentThenWhatIsAbsent()
    {
        Assert.Equal("tools, image-input, !seed", Set.ToString());
        Assert.Equal("", default(CapabilitySet).ToString());
    }
}
