namespace ModelGateway.Tests.Catalog;

/// <summary>An upper layer neither merges two models nor hides facts of the lower layer.</summary>
public sealed class LayeredProviderTests
{
    private static readonly ModelCatalog Below = CatalogSamples.Catalog("""
        {
          "provider": "maker", "defaults": { "tokenizer": "t", "regions": ["us"] },
          "models": {
            "code-2508": { "aliases": ["code-latest", "code-old"], "context": 1000, "retentionDays": 30, "prices": [ { "rates": { "input": 1 } } ] },
            "wide": { "context": 400000, "maxInput": 272000, "maxOutput": 128000, "regions": ["eu"] }
          }
        }
        """);

    [Fact]
    public void Find_KeepsModelsApartThatShareAnAlias()
    {
        ModelCatalog after = Over("""{ "code-2611": { "aliases": ["code-latest"], "context": 2000 } }""");

        Assert.Equal(("code-2611", 2000, null), Facts(after.Find("maker", "code-latest")));
        Assert.Equal(("code-2611", 2000, null), Facts(after.Find("maker", "code-2611")));
        Assert.Equal(("code-2508", 1000, 30), Facts(after.Find("maker", "code-2508")));
        Assert.Equal(("code-2508", 1000, 30), Facts(after.Find("maker", "code-old")));
        Assert.Equal(["code-latest"], after.Find("maker", "code-2611")!.Aliases);
        Assert.Equal(["code-old"], after.Find("maker", "code-2508")!.Aliases);
        Assert.Equal(["code-2508", "code-2611", "wide"], after.Models("maker").Select(model => model.Id).Order());

        CatalogDiff diff = CatalogDiff.Between(Below, after);
        Assert.Equal("code-2611", Assert.Single(diff.Added).Model);
        Assert.Empty(diff.Removed);

        static (string, int?, int?) Facts(ModelInfo? model) => (model!.Id, model.ContextWindow, model.RetentionDays);
    }

    [Fact]
    public void Find_DropsAnAliasThatTheUpperLayerGivesToAnotherModel()
    {
        ModelCatalog after = Over("""{ "code-2508": { "context": 1500 }, "code-2611": { "aliases": ["code-latest"] } }""");

        Assert.Equal((1500, 30), (after.Find("maker", "code-2508")!.ContextWindow, after.Find("maker", "code-2508")!.RetentionDays));
        Assert.Equal(["code-old"], after.Find("maker", "code-2508")!.Aliases);
        Assert.Equal("code-2611", after.Find("maker", "code-latest")!.Id);
        Assert.Null(after.Find("maker", "code-2611")!.ContextWindow);
    }

    [Theory]
    [InlineData(272000, 400000, 272000)]
    [InlineData(300000, 300000, null)]
    [InlineData(200000, 200000, null)]
    public void Find_KeepsTheWiderWindowWhereAListReportsTheInputLimit(int listed, int context, int? maxInput)
    {
        ModelInfo model = Over($$"""{ "wide": { "context": {{listed}} } }""").Find("maker", "wide")!;

        Assert.Equal((context, maxInput, 128000), (model.ContextWindow, model.MaxInputTokens, model.MaxOutputTokens));
    }

    [Fact]
    public void Find_RanksDefaultsBelowFactsOfTheModel()
    {
        ModelCatalog after = Over("""{ "wide": { "dimensions": 3 } }""", """{ "context": 5, "retentionDays": 7, "regions": ["jp"] }""");

        ModelInfo code = after.Find("maker", "code-2508")!;
        Assert.Equal((1000, 30, "t"), (code.ContextWindow, code.RetentionDays, code.Tokenizer));
        Assert.Equal(["jp"], code.Regions!);
        ModelInfo wide = after.Find("maker", "wide")!;
        Assert.Equal((400000, 7, 3), (wide.ContextWindow, wide.RetentionDays, wide.Dimensions));
        Assert.Equal(["eu"], wide.Regions!);
    }

    [Fact]
    public void Prices_AreLayeredUnitByUnit()
    {
        ModelInfo model = Layered(
            """[ { "rates": { "input": 3, "output": 15, "cacheRead": 0.3, "webSearch": 10 }, "tiers": [ { "above": 200000, "rates": { "input": 6, "output": 22 } } ] }, { "serviceTier": "batch", "rates": { "input": 1 } } ], "multipliers": { "region:eu": 1.1 }""",
            """[ { "rates": { "input": 3, "output": 15 } } ], "multipliers": { "region:us": 1.2 }""");

        PriceRule rule = model.Pricing!.Find(DateTimeOffset.UnixEpoch)!;
        Assert.Equal((3m, 15m), (rule.Rates[PriceUnit.Input], rule.Rates[PriceUnit.Output]));
        Assert.Equal((0.3m, 10m), (rule.Rates[PriceUnit.CacheRead], rule.Rates[PriceUnit.WebSearch]));
        Assert.Equal(6m, rule.Tiers.Single().Rates[PriceUnit.Input]);
        Assert.Equal(1m, model.Pricing.Find(DateTimeOffset.UnixEpoch, "batch")!.Rates[PriceUnit.Input]);
        Assert.Equal(["region:us", "region:eu"], model.Pricing.Multipliers.Select(static factor => factor.When));
    }

    [Fact]
    public void Prices_ThatChangedDoNotBringOldOnesThatContradictThem()
    {
        ModelInfo model = Layered(
            """[ { "rates": { "input": 3, "output": 15, "cacheRead": 0.3 }, "tiers": [ { "above": 200000, "rates": { "input": 6 } } ] } ]""",
            """[ { "rates": { "input": 0.2, "output": 1 } } ]""");

        PriceRule rule = model.Pricing!.Rules.Single();
        Assert.Null(rule.Rates[PriceUnit.CacheRead]);
        Assert.Empty(rule.Tiers);
    }

    [Fact]
    public void Prices_AreCompletedFromTheSamePeriod()
    {
        ModelInfo model = Layered(
            """[ { "until": "2026-05-01", "rates": { "input": 3, "cacheRead": 1 } }, { "from": "2026-05-01", "rates": { "input": 2, "cacheRead": 0.5 } } ]""",
            """[ { "until": "2026-05-01", "rates": { "input": 3 } }, { "from": "2026-05-01", "rates": { "input": 2 } } ]""");

        Assert.Equal([1m, 0.5m], model.Pricing!.Rules.Select(static rule => rule.Rates[PriceUnit.CacheRead]!.Value));
    }

    [Theory]
    [InlineData("64000", 128000)]
    [InlineData("200000", 200000)]
    public void OutputLimit_IsTheLargerOne(string listed, int limit) => Assert.Equal(
        limit, Over($$"""{ "wide": { "maxOutput": {{listed}} } }""").Find("maker", "wide")!.MaxOutputTokens);

    private static ModelInfo Layered(string below, string above) =>
        CatalogSamples.Catalog($$"""{ "provider": "maker", "models": { "m": { "prices": {{above}} } } }""")
            .Over(CatalogSamples.Catalog($$"""{ "provider": "maker", "models": { "m": { "prices": {{below}} } } }"""))
            .Find("maker", "m")!;

    private static ModelCatalog Over(string models, string defaults = "{}") =>
        CatalogSamples.Catalog($$"""{ "provider": "maker", "defaults": {{defaults}}, "models": {{models}} }""").Over(Below);
}
