using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

public sealed class CatalogOptionsCheckTests
{
    private readonly OptionFaults _faults = new();
    private readonly ModelGatewayOptions _options = new();

    [Theory]
    [InlineData(-1, "Catalog:DrainBefore is -1.00:00:00. Set it to a span from 0s to 3650d, or to none.")]
    [InlineData(3_651, "Catalog:DrainBefore is 3651.00:00:00. Set it to a span from 0s to 3650d, or to none.")]
    [InlineData(3_650, null)]
    [InlineData(0, null)]
    public void Check_BoundsTheDrain(int days, string? fault)
    {
        _options.Catalog.DrainBefore = TimeSpan.FromDays(days);

        Assert.Equal(fault is null ? [] : [fault], Check());
    }

    [Fact]
    public void Check_AcceptsADrainThatIsSwitchedOff()
    {
        _options.Catalog.DrainBefore = Timeout.InfiniteTimeSpan;

        Assert.Empty(Check());
    }

    [Fact]
    public void Check_NamesEachFaultOfASource()
    {
        _options.Catalog.Sources.Add(new CatalogSourceOptions { Location = "ftp://x.example" });
        _options.Catalog.Sources.Add(new CatalogSourceOptions { Location = "models.json", Headers = { ["X-A"] = "b" } });
        _options.Catalog.Sources.Add(new CatalogSourceOptions { Location = "models.json", Format = CatalogFormat.ModelList });

        IReadOnlyList<string> faults = Check();

        Assert.Equal(4, faults.Count);
        Assert.StartsWith("Catalog:Sources:0:Location is 'ftp://x.example'. Set it to an http or https address", faults[0],
            StringComparison.Ordinal);
        Assert.Equal("Catalog:Sources:1:Headers belong to an address, and 'models.json' is a file. Remove them.", faults[1]);
        Assert.Equal("Catalog:Sources:2:Location is 'models.json' like another source's. Keep one of them.", faults[2]);
        Assert.StartsWith("Catalog:Sources:2:Format is ModelList. Set it to one of ModelGateway, ", faults[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "catalog.example")]
    [InlineData("X A", "b")]
    [InlineData("X-A", "b\r\nX-B: c")]
    public void Check_RefusesHeadersThatCannotBeSent(string header, string value)
    {
        _options.Catalog.Sources.Add(new CatalogSourceOptions { Location = "https://catalog.example/", Headers = { [header] = value } });

        string fault = Assert.Single(Check());
        Assert.StartsWith($"Catalog:Sources:0:Headers:{header} is no header of a request.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WantsAModelsDaysInOrder_AndAnotherModelAsSuccessor()
    {
        ModelLifecycle lifecycle = new() { Released = new DateOnly(2026, 5, 1), Sunset = new DateOnly(2026, 4, 1), Successor = "M" };
        _options.Providers["p"] = new ProviderOptions { Type = "OpenAI", Models = { new ModelInfo { Id = "m", Lifecycle = lifecycle } } };

        Assert.Equal(
            [
                "Providers:p:Models:m:Lifecycle:Sunset is 2026-04-01, before the model was released or deprecated. Set the days in order.",
                "Providers:p:Models:m:Lifecycle:Successor is the model itself. Set it to the model that takes its place, or remove it.",
            ],
            Check());
    }

    private IReadOnlyList<string> Check()
    {
        new CatalogOptionsCheck(configuration: null, _faults).Check(_options);
        return _faults.All;
    }
}
