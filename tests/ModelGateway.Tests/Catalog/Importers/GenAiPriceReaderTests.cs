using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class GenAiPriceReaderTests
{
    [Fact]
    public void Read_TurnsTiersDatesAndHoursIntoRules()
    {
        ModelPricing pricing = Import("""
            { "id": "m", "name": "M", "context_window": 200000, "match": { "equals": "m" }, "prices": [
                { "prices": { "input_mtok": { "base": 1, "tiers": [ { "start": 272000, "price": 2 } ] }, "output_mtok": 6, "web_searches_kcount": 10 } },
                { "constraint": { "start_date": "2026-07-30" }, "prices": { "input_mtok": 0.2, "output_mtok": 1.2 } },
                { "constraint": { "start_time": "00:30:00Z", "end_time": "16:30:00Z" }, "prices": { "input_mtok": 0.1 } } ] }
            """).Models["anthropic"][0].Pricing!;
        PriceRule first = pricing.Find(DateTimeOffset.Parse("2026-07-29T23:59Z", null))!;
        Assert.Equal((1m, 6m, 10m), (first.Rates[PriceUnit.Input], first.Rates[PriceUnit.Output], first.Rates[PriceUnit.WebSearch]));
        Assert.Equal((272_000, 2m), (first.Tiers[0].AboveInputTokens, first.Tiers[0].Rates[PriceUnit.Input]));
        Assert.Equal(0.2m, pricing.Find(DateTimeOffset.Parse("2026-07-30T20:00Z", null))!.Rates[PriceUnit.Input]);
        Assert.Equal(0.1m, pricing.Find(DateTimeOffset.Parse("2026-07-30T01:00Z", null))!.Rates[PriceUnit.Input]);
    }

    [Fact]
    public void Read_LeavesOutPricesUnderAnUnknownCondition()
    {
        CatalogImport import = Import("""{ "id": "m", "prices": [ { "prices": { "input_mtok": 3 } }, { "constraint": { "moon": "full" }, "prices": { "input_mtok": 1, "sparkle_mtok": 2 } } ] }""");
        Assert.Equal(3m, Assert.Single(import.Models["anthropic"][0].Pricing!.Rules).Rates[PriceUnit.Input]);
        Assert.Equal(3, import.Report.Unused.Sum(field => field.Count));
    }

    private static CatalogImport Import(string models) =>
        CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""[ { "id": "anthropic", "models": [ {{models}} ] } ]"""));
}
