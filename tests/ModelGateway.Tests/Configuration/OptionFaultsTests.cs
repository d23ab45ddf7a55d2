using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class OptionFaultsTests
{
    private readonly OptionFaults _faults = new();

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, null)]
    [InlineData(0, "s is 0. Set it to at least 1.")]
    public void CheckAtLeast_RefusesLess(int? value, string? fault)
    {
        _faults.CheckAtLeast("s", value, 1);

        Assert.Equal(fault is null ? [] : [fault], _faults.All);
    }

    [Theory]
    [InlineData("00:00:01", null)]
    [InlineData("-00:00:00.0010000", null)]
    [InlineData("00:00:00", "s is 00:00:00. Set it to more than nothing and at most 40 days, or to none.")]
    [InlineData("41.00:00:00", "s is 41.00:00:00. Set it to more than nothing and at most 40 days, or to none.")]
    public void CheckPositive_AcceptsASpanOrNone(string value, string? fault)
    {
        _faults.CheckPositive("s", TimeSpan.Parse(value, null));

        Assert.Equal(fault is null ? [] : [fault], _faults.All);
    }

    [Fact]
    public void CheckTimeouts_NamesEachTimeout()
    {
        _faults.CheckTimeouts("t",
            new GatewayTimeoutOptions { Connect = TimeSpan.Zero, Idle = TimeSpan.Zero, Total = TimeSpan.FromSeconds(1) });
        _faults.CheckTimeouts("t", null);

        Assert.Equal(["t:Connect", "t:Idle"], _faults.All.Select(static fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void CheckText_RefusesAnEmptyText_ButNotAMissingOne()
    {
        _faults.CheckText("a", null);
        _faults.CheckText("b", "x");
        _faults.CheckText("c", " ");

        Assert.Equal(["c is empty. Set it, or leave it out."], _faults.All);
    }

    [Fact]
    public void CheckTexts_RefusesEmptyTextsAndRepeatedOnes()
    {
        _faults.CheckTexts("none", null);
        _faults.CheckTexts("good", ["a", "b"]);
        _faults.CheckTexts("bad", ["a", "A", ""]);

        Assert.Equal(["bad has an empty text. Remove it.", "bad has a text twice. List each once."], _faults.All);
    }
}
