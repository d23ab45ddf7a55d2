using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class SectionReaderExtensionsTests
{
    private readonly List<string> _faults = [];

    [Fact]
    public void ReadList_ReplacesTheSameEntries_AndAddsOthers()
    {
        List<string> target = ["a=1", "b=1"];

        Read(("l:0", "b=2"), ("l:1", "c=1"), ("l:2", "skip"), ("l:3", "c=2")).ReadList(
            "l", target, static item => item.Value == "skip" ? null : item.Value, static (one, other) => one[0] == other[0]);

        // Entries of the section itself do not replace each other.
        Assert.Equal(["a=1", "b=2", "c=1", "c=2"], target);
    }

    [Fact]
    public void ReplaceTexts_KeepsTheListWhereNothingIsSet()
    {
        List<string> target = ["code"];

        Read(("other", "x")).ReplaceTexts("l", target);
        Assert.Equal(["code"], target);
        Read(("l:0", "a"), ("l:1", "b")).ReplaceTexts("l", target);
        Assert.Equal(["a", "b"], target);
    }

    [Fact]
    public void ReadTimeouts_ReadsEachTimeout_AndRefusesOthers()
    {
        Assert.Null(Read(("other", "x")).ReadTimeouts());
        GatewayTimeoutOptions timeouts = Read(("Timeouts:Total", "2m"), ("Timeouts:Idle", "none"), ("Timeouts:Totl", "1s")).ReadTimeouts()!;

        Assert.Equal((TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan, null), (timeouts.Total, timeouts.Idle, timeouts.Connect));
        Assert.StartsWith("G:Timeouts:Totl is not a setting. Did you mean 'Total'?", Assert.Single(_faults), StringComparison.Ordinal);
    }

    private SectionReader Read(params (string Key, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), "G",
        _faults);
}
