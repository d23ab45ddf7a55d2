using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMPricesTests
{
    [Fact]
    public void Rules_HaveExactPrices()
    {
        ModelInfo model = Model("openai", "m", """
            "m": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 1.5e-07, "cache_read_input_token_cost": 0.0000001,
                   "input_cost_per_audio_token": 3.3E-6, "search_context_cost_per_query": { "search_context_size_low": 0.01, "search_context_size_medium": 0.01 } }
            """);
        PriceRates rates = Assert.Single(model.Pricing!.Rules).Rates;
        Assert.Equal(1m, rates[PriceUnit.Input]);
        Assert.Equal(0.15m, rates[PriceUnit.Output]);
        Assert.Equal(0.1m, rates[PriceUnit.CacheRead]);
        Assert.Equal(3.3m, rates[PriceUnit.AudioInput]);
        Assert.Equal(10m, rates[PriceUnit.WebSearch]);
    }

    /// <summary>The combination of the pull request that adds batch prices of large requests, before it was there.</summary>
    [Fact]
    public void Rules_CoverNewCombinationsOfConditions()
    {
        ModelInfo model = Model("openai", "m", """
            "m": { "litellm_provider": "openai", "input_cost_per_token": 2e-6, "input_cost_per_token_batches": 1e-6, "input_cost_per_token_above_272k_tokens_batches": 2e-6,
                   "cache_creation_input_token_cost_above_1hr_above_272k_tokens_batches": 8e-6, "output_cost_per_token": 4e-6 }
            """);
        Assert.Equal([null, "batch"], model.Pricing!.Rules.Select(rule => rule.ServiceTier));
        PriceRule batch = model.Pricing.Rules[1];
        Assert.Equal(1m, batch.Rates[PriceUnit.Input]);
        Assert.Equal(4m, batch.Rates[PriceUnit.Output]);
        PriceTier tier = Assert.Single(batch.Tiers);
        Assert.Equal((272_000, 2m, 8m), (tier.AboveInputTokens, tier.Rates[PriceUnit.Input], tier.Rates[PriceUnit.CacheWrite1Hour]));
        Assert.Empty(model.Pricing.Rules[0].Tiers);
    }

    [Fact]
    public void Rules_HaveTheTiersOfTieredPricing()
    {
        ModelInfo model = Model("qwen", "q", """
            "dashscope/q": { "litellm_provider": "dashscope", "tiered_pricing": [
                { "range": [0, 32000.0], "input_cost_per_token": 1e-6, "output_cost_per_token": 5e-6 },
                { "range": [32000.0, 128000.0], "input_cost_per_token": 1.8e-6, "output_cost_per_token": 9e-6, "cache_read_input_token_cost": 2e-7 } ] }
            """);
        PriceRule rule = Assert.Single(model.Pricing!.Rules);
        Assert.Equal(1m, rule.Rates[PriceUnit.Input]);
        PriceTier tier = Assert.Single(rule.Tiers);
        Assert.Equal((32_000, 9m, 0.2m), (tier.AboveInputTokens, tier.Rates[PriceUnit.Output], tier.Rates[PriceUnit.CacheRead]));
    }

    [Fact]
    public void Rules_LeaveOutZeroPricesOfPaidModels()
    {
        CatalogImport import = Import("""
            "m": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 0.0, "output_cost_per_token": 0 },
            "pictures": { "litellm_provider": "openai", "input_cost_per_token": 0, "output_cost_per_image": 0.04 },
            "ollama/llama3": { "litellm_provider": "ollama", "input_cost_per_token": 0, "output_cost_per_token": 0 },
            "openrouter/x/y:free": { "litellm_provider": "openrouter", "input_cost_per_token": 0, "output_cost_per_token": 0 }
            """);
        Assert.Null(import.Models["openai"].Single(model => model.Id == "m").Pricing);
        Assert.Equal(0m, import.Models["openai"].Single(model => model.Id == "pictures").Pricing!.Rules[0].Rates[PriceUnit.Input]);
        Assert.Equal(0m, import.Models["ollama"][0].Pricing!.Rules[0].Rates[PriceUnit.Input]);
        Assert.Equal(0m, import.Models["openrouter"][0].Pricing!.Rules[0].Rates[PriceUnit.Input]);
        Assert.Equal(
            [("input_cost_per_token", 1), ("output_cost_per_token", 1)],
            import.Report.Unused.Where(field => field.Reason.StartsWith("0: the provider", StringComparison.Ordinal))
                .Select(field => (field.Name, field.Count)));
    }

    [Fact]
    public void Rules_TakeATinyImagePriceAsThePriceOfAToken()
    {
        PriceRates rates = Model("openai", "m", """ "m": { "litellm_provider": "openai", "input_cost_per_image": 2e-6, "output_cost_per_image": 0.04 } """).Pricing!.Rules[0].Rates;
        Assert.Equal((2m, null, 0.04m), (rates[PriceUnit.ImageInput], rates[PriceUnit.ImageInputItem], rates[PriceUnit.ImageOutputItem]));
    }

    private static CatalogImport Import(string entries) => CatalogImporter.Read(Encoding.UTF8.GetBytes("{" + entries + "}"));

    private static ModelInfo Model(string provider, string id, string entries) =>
        Import(entries).Models[provider].Single(model => model.Id == id);
}
