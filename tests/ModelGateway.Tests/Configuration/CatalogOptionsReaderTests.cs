using Microsoft.Extensions.Configuration;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class CatalogOptionsReaderTests
{
    private readonly List<string> _faults = [];
    private readonly CatalogOptions _options = new();

    [Fact]
    public void Read_KeepsTheDefaultsWithoutASection()
    {
        CatalogOptionsReader.Read(null, _options);

        Assert.True(_options.UseEmbedded);
        Assert.Equal(TimeSpan.FromDays(14), _options.DrainBefore);
        Assert.Empty(_options.Sources);
    }

    [Fact]
    public void Read_TakesASourceAsALocationOrAsASection()
    {
        CatalogOptionsReader.Read(
            Section(
                ("UseEmbedded", "false"), ("DrainBefore", "7d"), ("Sources:0", "a.json"), ("Sources:1:Location", "https://c.example/"),
                ("Sources:1:Format", "litellm"), ("Sources:1:RefreshEvery", "30s"), ("Sources:1:Headers:X-Team", "search")),
            _options);

        Assert.Empty(_faults);
        Assert.Equal((false, TimeSpan.FromDays(7)), (_options.UseEmbedded, _options.DrainBefore));
        Assert.Equal(["a.json", "https://c.example/"], _options.Sources.Select(static source => source.Location));
        Assert.Equal((CatalogFormat.LiteLLM, TimeSpan.FromSeconds(30)), (_options.Sources[1].Format, _options.Sources[1].RefreshEvery));
        Assert.Equal("search", _options.Sources[1].Headers["X-Team"]);
    }

    [Fact]
    public void Read_NamesUnknownSettings()
    {
        CatalogOptionsReader.Read(Section(("Source", "a.json"), ("Sources:0:Locaton", "b.json")), _options);

        Assert.Contains(_faults, static fault => fault.StartsWith("Catalog:Source is not a setting.", StringComparison.Ordinal));
        Assert.Contains(
            _faults,
            static fault =>
                fault.StartsWith("Catalog:Sources:0:Locaton is not a setting. Did you mean 'Location'", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadLifecycle_TakesDaysAndTheSuccessor()
    {
        ModelLifecycle? lifecycle = CatalogOptionsReader.ReadLifecycle(
            Section(("Released", "2026-01-01"), ("Deprecated", "2026-02-01"), ("Sunset", "2026-06-30"), ("Successor", "n")));

        Assert.Equal(
            new ModelLifecycle
            {
                Released = new DateOnly(2026, 1, 1),
                Deprecated = new DateOnly(2026, 2, 1),
                Sunset = new DateOnly(2026, 6, 30),
                Successor = "n",
            },
            lifecycle);
        Assert.Null(CatalogOptionsReader.ReadLifecycle(null));
    }

    private SectionReader Section(params (string Key, string Value)[] settings)
    {
        IConfiguration section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new SectionReader(section, "Catalog", _faults);
    }
}
