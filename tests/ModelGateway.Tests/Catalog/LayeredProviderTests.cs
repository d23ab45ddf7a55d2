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

    private static ModelCatalog Over(string models, string defaults = "{}") =>
        CatalogSamples.Catalog($$"""{ "provider": "maker", "defaults": {{defaults}}, "models": {{models}} }""").Over(Below);
}
