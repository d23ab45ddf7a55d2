using ModelGateway.Capabilities;

namespace ModelGateway.Tests.Capabilities;

public sealed class CapabilityNamesTests
{
    [Fact]
    public void All_NamesEveryFlagOnceAndIsReadBack()
    {
        string[] names = [.. CapabilityNames.All];

        Assert.Equal(Enum.GetValues<CapabilityFlags>().Length - 1, names.Distinct().Count());
        Assert.All(names, static name =>
        {
            Assert.True(CapabilityNames.TryParse(name, out CapabilityFlags flag));
            Assert.Equal(name, CapabilityNames.Name(flag));
        });
        Assert.Equal(("tools", "adjustable-dimensions"), (names[0], names[^1]));
    }

    [Fact]
    public void For_NamesTheFlagsOfAMaskInTheirOrder()
    {
        const CapabilityFlags Mask = CapabilityFlags.Seed | CapabilityFlags.StrictTools | CapabilityFlags.Tools;

        Assert.Equal(["tools", "strict-tools", "seed"], CapabilityNames.For(Mask));
        Assert.Equal("tools, strict-tools, seed", CapabilityNames.Join(Mask));
        Assert.Equal([CapabilityFlags.Tools, CapabilityFlags.StrictTools, CapabilityFlags.Seed], CapabilityNames.Split(Mask));
        Assert.Empty(CapabilityNames.For(CapabilityFlags.None));
    }
}
