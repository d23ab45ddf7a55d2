using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class GenAiPricesImportTests
{
    [Fact]
    public void PricesWithTiersAndDatesAreRules()
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
    public void APriceOf0_IsUnknownWhereMoneyIsTaken()
    {
        CatalogImport import = Import("""
            { "id": "m", "prices": { "input_mtok": 0, "output_mtok": 0 } },
            { "id": "m:free", "prices": { "input_mtok": 0, "output_mtok": 0 } }
            """);
        Assert.Null(import.Models["anthropic"][0].Pricing);
        Assert.Equal(0m, import.Models["anthropic"][1].Pricing!.Rules[0].Rates[PriceUnit.Input]);
        Assert.Equal(2, import.Report.Unused.Where(field => field.Reason.StartsWith("0: the provider", StringComparison.Ordinal)).Sum(field => field.Count));
    }

    [Fact]
    public void RulesForNamesPriceADatedName()
    {
        CatalogImport import = Import("""
            { "id": "claude-sonnet-4-5", "match": { "or": [ { "starts_with": "claude-sonnet-4-5" }, { "contains": "sonnet-45" }, { "equals": "sonnet-latest" } ] }, "prices": { "input_mtok": 3 } },
            { "id": "claude-regex", "match": { "and": [ { "regex": "^claude-r\\d{4}$" }, { "not": { "ends_with": "9" } } ] }, "prices": { "input_mtok": 4 } },
            { "id": "claude-sonnet-4", "match": { "starts_with": "claude-sonnet-4" }, "prices": { "input_mtok": 5 } }
            """);
        Assert.Equal(["sonnet-latest"], import.Models["anthropic"][0].Aliases);
        Assert.Equal(3m, Price("claude-sonnet-4-5-20250929"));
        Assert.Equal(3m, Price("eu.Sonnet-45-v1"));
        Assert.Equal(3m, Price("SONNET-LATEST"));
        Assert.Equal(4m, Price("claude-r2026"));
        Assert.Equal(5m, Price("claude-sonnet-4-20250514"));
        Assert.Null(Price("claude-r2029"));
        Assert.Null(import.Find("openai", "claude-sonnet-4-5"));

        decimal? Price(string name) => import.Find("anthropic", name)?.Pricing!.Rules[0].Rates[PriceUnit.Input];
    }

    [Theory]
    [InlineData("""{ "regex": "((((a{64}){64}){64}){64})" }""")]
    [InlineData("""{ "regex": "(?=lookahead)" }""")]
    [InlineData("""{ "regex": "(unclosed" }""")]
    [InlineData("""{ "sounds_like": "claude" }""")]
    [InlineData("""{ "equals": "a", "contains": "b" }""")]
    [InlineData("""{ "or": [ { "equals": "a" }, { "sounds_like": "b" } ] }""")]
    public void ARuleThatIsNoneOfOursFitsNothingAndIsReported(string match)
    {
        CatalogImport import = Import($$"""{ "id": "m", "match": {{match}}, "prices": {} }""");
        Assert.Null(import.Find("anthropic", "a"));
        Assert.NotNull(import.Find("anthropic", "m"));
        Assert.Contains(import.Report.Unused, field => field.Name.StartsWith("match", StringComparison.Ordinal) && field.Reason == "no rule of ours");
    }

    [Fact]
    public void WhatHoldsUnderAConditionThatIsNotUnderstoodIsNotTakenForAllTimes()
    {
        CatalogImport import = Import("""{ "id": "m", "prices": [ { "prices": { "input_mtok": 3 } }, { "constraint": { "moon": "full" }, "prices": { "input_mtok": 1, "sparkle_mtok": 2 } } ] }""");
        Assert.Equal(3m, Assert.Single(import.Models["anthropic"][0].Pricing!.Rules).Rates[PriceUnit.Input]);
        Assert.Equal(3, import.Report.Unused.Sum(field => field.Count));
    }

    [Fact]
    public void GooglesListIsThatOfBothItsServices()
    {
        CatalogImport import = CatalogImporter.Read("""
            [ { "id": "google", "models": [ { "id": "gemini-x", "prices": { "input_mtok": 1 } }, { "id": "claude-y", "prices": { "input_mtok": 2 } } ] }, { "id": "x-ai", "models": [ { "id": "grok", "prices": {} } ] } ]
            """u8.ToArray());
        Assert.Equal(["gemini-x"], import.Models["gemini"].Select(model => model.Id));
        Assert.Equal(["gemini-x", "claude-y"], import.Models["vertex-ai"].Select(model => model.Id));
        Assert.Equal(["grok"], import.Models["xai"].Select(model => model.Id));
    }

    private static CatalogImport Import(string models) => CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""[ { "id": "anthropic", "models": [ {{models}} ] } ]"""));
}
