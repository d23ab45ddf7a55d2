using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class SectionReaderTests
{
    private readonly List<string> _faults = [];

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("500ms", 0.5)]
    [InlineData("2m", 120)]
    [InlineData("2 min", 120)]
    [InlineData("1.5h", 5400)]
    [InlineData("14d", 1_209_600)]
    [InlineData("00:00:10", 10)]
    [InlineData("None", -0.001)]
    public void Duration_ReadsUnitsClocksAndNone(string text, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(("s", text)).Duration("s"));
        Assert.Empty(_faults);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("ten s")]
    [InlineData("-5s")]
    [InlineData("5w")]
    [InlineData("9999999999999999999h")]
    public void Duration_RefusesOtherTexts(string text)
    {
        Assert.Null(Read(("s", text)).Duration("s"));

        Assert.Equal([$"G:s is '{text}'. Set it to a span of time such as 10s, 500ms, 2m, 00:00:10, or none."], _faults);
    }

    [Fact]
    public void Values_AreReadByTheirType()
    {
        SectionReader section = Read(
            ("flag", "TRUE"), ("count", "7"), ("amount", "0.25"), ("address", "https://h/"), ("day", "2026-06-30"), ("choice", "day"));

        Assert.True(section.Flag("flag"));
        Assert.Equal(7, section.Count("count"));
        Assert.Equal(0.25m, section.Amount("amount"));
        Assert.Equal(new Uri("https://h/"), section.Address("address"));
        Assert.Equal(new DateOnly(2026, 6, 30), section.Day("day"));
        Assert.Equal(BudgetWindow.Day, section.Choice<BudgetWindow>("choice"));
        Assert.Null(section.Text("missing"));
        Assert.Empty(_faults);
    }

    [Fact]
    public void Values_OfTheWrongForm_AreFaults()
    {
        SectionReader section = Read(("flag", "yes"), ("count", "1.5"), ("amount", "1,5"), ("address", "nowhere"), ("day", "30.6.2026"),
            ("choice", "2"));

        Assert.Null(section.Flag("flag"));
        Assert.Null(section.Count("count"));
        Assert.Null(section.Amount("amount"));
        Assert.Null(section.Address("address"));
        Assert.Null(section.Day("day"));
        Assert.Null(section.Choice<BudgetWindow>("choice"));
        Assert.Equal(
            [
                "G:flag is 'yes'. Set it to true or false.",
                "G:count is '1.5'. Set it to a whole number.",
                "G:amount is '1,5'. Set it to a number such as 0.25.",
                "G:address is 'nowhere'. Set it to an absolute address such as https://host/v1/.",
                "G:day is '30.6.2026'. Set it to a day such as 2026-06-30.",
                "G:choice is '2'. Set it to one of total, hour, day, month.",
            ],
            _faults);
    }

    [Fact]
    public void Texts_AreAnArrayOrOneValue_AndTheValueWins()
    {
        Assert.Equal(["a", "b"], Read(("l:0", " a "), ("l:1", "b"), ("l:2", " ")).Texts("l"));
        Assert.Equal(["x", "y"], Read(("l:0", "a"), ("l", "x, y,")).Texts("l"));
        Assert.Null(Read(("other", "x")).Texts("l"));
    }

    [Fact]
    public void Flags_AreCombined()
    {
        Assert.Equal(Bridges.SchemaByTool | Bridges.FoldSystemPrompt, Read(("b", "schemaByTool,foldSystemPrompt")).Flags<Bridges>("b"));
        Assert.Null(Read(("b", "magic")).Flags<Bridges>("b"));
        Assert.StartsWith("G:b is 'magic'. Set it to a list of None, ", Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void SectionsAndValues_InEachOthersPlaceAreFaults()
    {
        SectionReader section = Read(("timeouts", "30s"), ("type:name", "x"), ("headers:a:b", "x"));

        Assert.Null(section.Text("type"));
        section.Section("timeouts");
        Assert.Empty(section.Pairs("headers"));
        Assert.Equal(
            [
                "G:type has settings below it. Set it to one value.",
                "G:timeouts is '30s'. It is a section: set what belongs below it.",
                "G:headers:a has settings below it. Set it to one value.",
            ],
            _faults);
    }

    [Fact]
    public void RefuseUnknown_NamesTheNearestSettingThatWasAskedFor()
    {
        SectionReader section = Read(("Totl", "5s"));
        section.Text("Total");
        section.Text("Idle");

        section.RefuseUnknown();

        Assert.Equal(["G:Totl is not a setting. Did you mean 'Total'? Known here: Total, Idle."], _faults);
    }

    [Fact]
    public void FindUnknown_ReturnsWhatWasNotAskedFor_AndValuesReadsItWithItsPaths()
    {
        SectionReader section = Read(("Type", "Echo"), ("Prefix", ">"), ("Gpu:Layers", "3"), ("Gpu:Split:0", "a"), ("Other", "x"));
        section.Text("Type");

        Assert.Equal(["Gpu", "Prefix"], section.FindUnknown(["prefix", "gpu", "unset"]).Order());
        Assert.Equal([("Gpu:Layers", "3"), ("Gpu:Split:0", "a")], section.Values("Gpu").Order());
        section.RefuseUnknown();
        Assert.StartsWith("G:Other is not a setting.", Assert.Single(_faults), StringComparison.Ordinal);
        Assert.Equal(["Other"], section.FindUnknown(null));
    }

    private SectionReader Read(params (string Key, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(), "G",
        _faults);
}
