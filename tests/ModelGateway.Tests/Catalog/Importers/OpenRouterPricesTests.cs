using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class OpenRouterPricesTests
{
    [Fact]
    public void Read_TakesAVaryingPriceAsUnknown()
    {
        CatalogImport import = Import("""{ "id": "openrouter/auto", "pricing": { "prompt": "-1", "completion": "-1" }, "supported_parameters": [] }""");
        ModelInfo model = Assert.Single(import.Models["openrouter"]);
        Assert.Null(model.Pricing);
        Assert.Equal(CapabilitySupport.Unknown, model.Capabilities[Capability.Tools]);
        Assert.Equal(2, import.Report.Unused.Count(field => field.Reason.StartsWith("-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_TurnsOverridesIntoTiersAndWindows()
    {
        CatalogImport import = Import("""
            { "id": "m", "pricing": { "prompt": "0.000002", "completion": "0.000008", "overrides": [
                { "min_prompt_tokens": 200001, "prompt": "0.000004" },
                { "utc_start": "16:30", "utc_end": "00:30", "completion": "0.000004" },
                { "utc_start": "16:30", "utc_end": "00:30", "min_prompt_tokens": 200001, "completion": "0.000005" },
                { "min_images": 3, "prompt": "0.000009" } ] } }
            """);
        ModelPricing pricing = import.Models["openrouter"][0].Pricing!;
        Assert.Equal([200_000], pricing.Rules[0].Tiers.Select(tier => tier.AboveInputTokens));
        Assert.Equal(4m, pricing.Rules[0].Tiers[0].Rates[PriceUnit.Input]);
        PriceRule night = pricing.Find(DateTimeOffset.Parse("2026-06-01T23:00Z", null))!;
        Assert.Equal((2m, 4m), (night.Rates[PriceUnit.Input], night.Rates[PriceUnit.Output]));
        Assert.Equal((4m, 5m), (night.Tiers[0].Rates[PriceUnit.Input], night.Tiers[0].Rates[PriceUnit.Output]));
        Assert.Equal(["pricing.overrides[].min_images", "pricing.overrides[].prompt"], import.Report.Unused.Select(field => field.Name));
    }

    [Fact]
    public void Read_TakesATinyImagePriceAsThePriceOfAToken()
    {
        CatalogImport import = Import("""{ "id": "a", "pricing": { "image": "0.00000025" } }, { "id": "b", "pricing": { "image": "0.0035" } }""");
        Assert.Equal(
            new KeyValuePair<PriceUnit,
            decimal>(PriceUnit.ImageInput, 0.25m),
            import.Models["openrouter"][0].Pricing!.Rules[0].Rates.Units.Single());
        Assert.Equal(
            new KeyValuePair<PriceUnit,
            decimal>(PriceUnit.ImageInputItem, 0.0035m),
            import.Models["openrouter"][1].Pricing!.Rules[0].Rates.Units.Single());
    }

    private static CatalogImport Import(string models) =>
        CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""{ "data": [ {{models}} ] }"""), CatalogFormat.OpenRouter);
}
