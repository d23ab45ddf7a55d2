using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class CapabilityReaderTests
{
    private readonly List<string> _faults = [];

    [Fact]
    public void Read_ReplacesRequirements()
    {
        List<Capability> target = [Capability.Seed];

        CapabilityReader.Read(Section("tools, context:128k"), "c", target);
        Assert.Equal([Capability.Tools, Capability.Context(128_000)], target);
        CapabilityReader.Read(Section(null), "c", target);
        Assert.Equal(2, target.Count);
        Assert.Empty(_faults);
    }

    [Fact]
    public void Read_ReplacesPreferences()
    {
        List<CapabilityPreference> target = [];

        CapabilityReader.Read(Section("reasoning;q=0.8"), "c", target);

        Assert.Equal("reasoning;q=0.8", Assert.Single(target).ToString());
    }

    [Fact]
    public void Read_ReadsWhatAModelHasAndLacks()
    {
        CapabilitySet set = CapabilityReader.Read(Section("tools,!json-schema, ! seed"), "c");

        Assert.Equal("tools, !json-schema, !seed", set.ToString());
        Assert.Empty(_faults);
    }

    [Theory]
    [InlineData("tolls", "G:c has 'tolls', which is no capability of a model. Did you mean 'tools'")]
    [InlineData("tools,!tools", "G:c has tools both as it is and with '!'. Keep one of them.")]
    public void Read_RefusesUnknownAndContradictoryNames(string text, string fault)
    {
        CapabilityReader.Read(Section(text), "c");

        Assert.StartsWith(fault, Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RefusesWrongRequirementsAndPreferences()
    {
        CapabilityReader.Read(Section("tolls"), "c", new List<Capability>());
        CapabilityReader.Read(Section("reasoning;q=7"), "c", new List<CapabilityPreference>());

        Assert.StartsWith("G:c has 'tolls', which is no capability. Did you mean 'tools'", _faults[0], StringComparison.Ordinal);
        Assert.StartsWith("G:c has 'reasoning;q=7', which is no preference.", _faults[1], StringComparison.Ordinal);
        Assert.EndsWith("and after it the weight, above 0 and at most 1: reasoning;q=0.8.", _faults[1], StringComparison.Ordinal);
    }

    private SectionReader Section(string? value) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("c", value)]).Build(), "G", _faults);
}
