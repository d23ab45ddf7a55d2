using System.Text;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Tests.Catalog;

/// <summary>Every field of a file is read.</summary>
public sealed class CatalogFileTests
{
    [Fact]
    public void Parse_ReadsTheHeader()
    {
        CatalogHeader header = CatalogSamples.Parse(CatalogSamples.Whole).Header;

        Assert.Equal(("acme", "Acme", new DateOnly(2026, 11, 22)), (header.Provider, header.Name, header.Updated));
        Assert.Equal(["Acme"], header.Types);
        Assert.Equal(["api.acme.example"], header.Hosts);
        Assert.Equal(["https://acme.example/models"], header.Sources);
        Assert.Equal("other-inc", header.Relays["OTHER"]);
        Assert.Equal(["weights"], header.Includes);
        Assert.Equal("seed, streaming", string.Join(", ", header.Defaults!.Capabilities.ToString().Split(", ").Order()));
    }

    [Fact]
    public void Parse_ReadsTheModels()
    {
        CatalogFile file = CatalogSamples.Parse(CatalogSamples.Whole);

        ModelInfo big = file.Models[0];
        Assert.Equal(("big-1", "Big “1” <x>", ModelKind.Chat), (big.Id, big.DisplayName, big.Kind));
        Assert.Equal(["big-1-2026-01-01", "BIG-latest"], big.Aliases);
        Assert.Equal("tools, image-input, !seed", big.Capabilities.ToString());
        Assert.Equal((200_000, 190_000, 64_000, "claude"), (big.ContextWindow, big.MaxInputTokens, big.MaxOutputTokens, big.Tokenizer));
        Assert.Equal(
            new ModelLifecycle
            {
                Released = new(2026, 1, 1),
                Deprecated = new(2026, 12, 1),
                Sunset = new(2027, 1, 1),
                Successor = "big-2",
            },
            big.Lifecycle);
        Assert.Equal(["us", "eu"], big.Regions);
        Assert.Equal(0, big.RetentionDays);
        Assert.Equal(
            (1536, "acme-space", ModelKind.Embedding), (file.Models[2].Dimensions, file.Models[2].EmbeddingSpace, file.Models[2].Kind));
        Assert.Equal(ModelKind.Other, file.Models[3].Kind);
        ModelInfo second = file.Models[1];
        Assert.Equal((ModelKind.Unknown, null, null, null), (second.Kind, second.Pricing, second.Lifecycle, second.Regions));
    }

    [Fact]
    public void Parse_ReadsThePrices()
    {
        ModelPricing pricing = CatalogSamples.Parse(CatalogSamples.Whole).Models[0].Pricing!;

        Assert.Equal([new("region:us", 1.1m), new("speed:fast", 2m)], pricing.Multipliers);
        Assert.Equal(
            [
                new PriceRule
                {
                    Rates =
                        Rates((PriceUnit.Input, 3m), (PriceUnit.Output, 15m), (PriceUnit.CacheWrite1Hour, 6m), (PriceUnit.WebSearch, 10m)),
                    Tiers = [new PriceTier(200_000, Rates((PriceUnit.Input, 6m), (PriceUnit.Output, 22.5m)))],
                },
                new PriceRule { ServiceTier = "batch", Rates = Rates((PriceUnit.Input, 1.5m)) },
                new PriceRule
                {
                    From = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero),
                    Until = new DateTimeOffset(2026, 10, 1, 10, 30, 0, TimeSpan.Zero),
                    Rates = Rates((PriceUnit.Input, 2m)),
                },
                new PriceRule
                {
                    Window = new PriceWindow(new(16, 30), new(0, 30)) { Days = [DayOfWeek.Monday, DayOfWeek.Sunday] },
                    Rates = Rates((PriceUnit.Input, 0.1m)),
                },
            ],
            pricing.Rules);
    }

    [Fact]
    public void Parse_SkipsAByteOrderMark() =>
        Assert.Equal(4, CatalogFile.Parse(Encoding.UTF8.GetBytes("\uFEFF" + CatalogSamples.Whole), "acme.json").Models.Count);

    private static PriceRates Rates(params (PriceUnit Unit, decimal Usd)[] rates) =>
        new(rates.Select(rate => KeyValuePair.Create(rate.Unit, rate.Usd)));
}
