using System.Text;
using ModelGateway.Catalog.Importers;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMImportTests
{
    [Fact]
    public void PricesAreExact()
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
    public void ANewCombinationNeedsNoCode()
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
    public void AMissingFlagIsUnknownAndAFalseOneIsNo()
    {
        ModelInfo model = Model("openai", "m", """
            "m": { "litellm_provider": "openai", "mode": "chat", "supports_function_calling": true, "supports_vision": false, "supported_modalities": ["text", "audio"], "supported_output_modalities": ["text"] }
            """);
        Assert.Equal(CapabilitySupport.Yes, model.Capabilities[Capability.Tools]);
        Assert.Equal(CapabilitySupport.No, model.Capabilities[Capability.ImageInput]);
        Assert.Equal(CapabilitySupport.Yes, model.Capabilities[Capability.AudioInput]);
        Assert.Equal(CapabilitySupport.Unknown, model.Capabilities[Capability.AudioOutput]);
        Assert.Equal(CapabilitySupport.Unknown, model.Capabilities[Capability.Reasoning]);
        Assert.Null(model.Pricing);
    }

    [Fact]
    public void WhereAFieldSaysYesAnotherIsNotANo()
    {
        CatalogImport import = Import("""
            "m": { "litellm_provider": "openai", "supported_output_modalities": ["audio"], "supports_audio_output": false },
            "n": { "litellm_provider": "openai", "supports_audio_output": false, "supported_output_modalities": ["audio"] }
            """);
        Assert.All(import.Models["openai"], model => Assert.Equal(CapabilitySupport.Yes, model.Capabilities[Capability.AudioOutput]));
        Assert.Contains(import.Report.Unused, field => field is { Name: "supports_audio_output", Reason: "another field says yes" });
    }

    [Theory]
    [InlineData("gpt-5", "openai", "openai", "gpt-5")]
    [InlineData("azure/gpt-5", "azure", "azure-openai", "gpt-5")]
    [InlineData("azure/global-standard/gpt-4o", "azure", "azure-openai", "gpt-4o")]
    [InlineData("azure_ai/Phi-4", "azure_ai", "azure-ai-foundry", "Phi-4")]
    [InlineData("anthropic.claude-v2", "bedrock", "bedrock", "anthropic.claude-v2")]
    [InlineData("bedrock/us-east-1/anthropic.claude-v2", "bedrock", "bedrock", "anthropic.claude-v2")]
    [InlineData("bedrock/us-gov-west-1/amazon.nova-pro-v1:0", "bedrock_converse", "bedrock", "amazon.nova-pro-v1:0")]
    [InlineData("bedrock/invoke/us-east-1/anthropic.claude-v2", "bedrock", "bedrock", "anthropic.claude-v2")]
    [InlineData("vertex_ai/claude-opus-4@20250514", "vertex_ai-anthropic_models", "vertex-ai", "claude-opus-4@20250514")]
    [InlineData("vertex_ai/meta/llama-4-scout-maas", "vertex_ai-llama_models", "vertex-ai", "meta/llama-4-scout-maas")]
    [InlineData("gemini/gemini-2.5-pro", "gemini", "gemini", "gemini-2.5-pro")]
    [InlineData("fireworks_ai/accounts/fireworks/models/x", "fireworks_ai", "fireworks", "accounts/fireworks/models/x")]
    [InlineData("fireworks_ai/nomic-ai/embed", "fireworks_ai-embedding-models", "fireworks", "nomic-ai/embed")]
    [InlineData("together_ai/Qwen/Qwen3", "together_ai", "together", "Qwen/Qwen3")]
    [InlineData("amazon-nova/nova-lite-v1", "amazon_nova", "amazon-nova", "nova-lite-v1")]
    [InlineData("dashscope/qwen-plus", "dashscope", "qwen", "qwen-plus")]
    [InlineData("command-a", "cohere_chat", "cohere", "command-a")]
    [InlineData("a-new-one/x", "a_new_one", "a-new-one", "x")]
    public void KeysBecomeProvidersAndTheirOwnIds(string key, string litellm, string provider, string id)
    {
        CatalogImport import = Import($$"""
            "{{key}}": { "litellm_provider": "{{litellm}}", "mode": "chat", "max_input_tokens": 1000 }
            """);
        Assert.Equal(id, Assert.Single(import.Models[provider]).Id);
    }

    [Fact]
    public void ARegionWithAMultipleOfThePricesIsAFactor_AndOneThatDiffersStaysApart()
    {
        CatalogImport import = Import("""
            "azure/m": { "litellm_provider": "azure", "input_cost_per_token": 2e-6, "output_cost_per_token": 1e-5, "max_input_tokens": 100 },
            "azure/eu/m": { "litellm_provider": "azure", "input_cost_per_token": 2.2e-6, "output_cost_per_token": 1.1e-5, "max_input_tokens": 100 },
            "azure/us/m": { "litellm_provider": "azure", "input_cost_per_token": 2e-6, "output_cost_per_token": 1.2e-5, "max_input_tokens": 100 },
            "bedrock/eu-west-1/n": { "litellm_provider": "bedrock", "input_cost_per_token": 1e-6 },
            "bedrock/eu-west-2/n": { "litellm_provider": "bedrock", "input_cost_per_token": 3e-6 },
            "eu.anthropic.x": { "litellm_provider": "bedrock", "input_cost_per_token": 3e-6 }
            """);
        Assert.Equal(["m", "us/m"], import.Models["azure-openai"].Select(model => model.Id));
        Assert.Equal([new PriceMultiplier("region:eu", 1.1m)], import.Models["azure-openai"][0].Pricing!.Multipliers);
        Assert.Null(import.Models["azure-openai"][0].Regions);
        Assert.Equal(["us"], import.Models["azure-openai"][1].Regions!);
        Assert.Equal(["n", "eu.anthropic.x"], import.Models["bedrock"].Select(model => model.Id));
        Assert.Equal(["eu-west-1", "eu-west-2"], import.Models["bedrock"][0].Regions!);
        Assert.Equal([new PriceMultiplier("region:eu-west-2", 3m)], import.Models["bedrock"][0].Pricing!.Multipliers);
        Assert.Equal(["eu"], import.Models["bedrock"][1].Regions!);
        Assert.Empty(import.Report.Skipped);
    }

    [Fact]
    public void FactorsOfRegionsAndSpeedAreKept()
    {
        ModelInfo model = Model("anthropic", "c", """
            "c": { "litellm_provider": "anthropic", "input_cost_per_token": 1e-6, "provider_specific_entry": { "us": 1.1, "fast": 6.0 }, "regional_processing_uplift_multiplier_jp": 1.2 }
            """);
        Assert.Equal([new("region:us", 1.1m), new("speed:fast", 6m), new("region:jp", 1.2m)], model.Pricing!.Multipliers);
    }

    [Fact]
    public void TieredPricesAreTiers()
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
    public void OffPeakPricesAreWindows()
    {
        ModelInfo model = Model("deepseek", "d", """
            "deepseek/d": { "litellm_provider": "deepseek", "input_cost_per_token": 2e-6, "output_cost_per_token": 4e-6, "off_peak_pricing": {
                "windows": [ { "hours_utc": ["16:30-00:30"], "weekdays": [1, "tue"] }, { "hours_utc": "00:00-00:00", "weekdays": ["saturday"] } ], "input_cost_per_token": 1e-6 } }
            """);
        Assert.Equal(1m, At("2026-09-07T17:00Z"));
        Assert.Equal(2m, At("2026-09-07T12:00Z"));
        Assert.Equal(1m, At("2026-09-08T00:10Z"));
        Assert.Equal(2m, At("2026-09-09T00:10Z"));
        Assert.Equal(1m, At("2026-09-12T12:00Z"));
        Assert.Equal(4m, model.Pricing!.Find(DateTimeOffset.Parse("2026-09-12T12:00Z", null))!.Rates[PriceUnit.Output]);

        decimal? At(string instant) => model.Pricing!.Find(DateTimeOffset.Parse(instant, null))!.Rates[PriceUnit.Input];
    }

    [Fact]
    public void WhatIsNotUsedIsReported()
    {
        CatalogImport import = Import("""
            "sample_spec": { "mode": "one of: chat", "input_cost_per_token": 0.0 },
            "together-ai-4.1b-8b": { "litellm_provider": "together_ai", "input_cost_per_token": 2e-7 },
            "256-x-256/dall-e-2": { "litellm_provider": "openai", "mode": "image_generation", "input_cost_per_pixel": 1e-7 },
            "bedrock/*/1-month-commitment/c": { "litellm_provider": "bedrock", "input_cost_per_second": 0.01 },
            "a": { "litellm_provider": "openai", "mode": "chat", "input_dbu_cost_per_token": 1e-6, "max_tokens": 7, "max_input_tokens": 5, "max_output_tokens": 3, "something_new": { "x": [1, 2], "y": null },
                   "off_peak_pricing": { "weekday_timezone": "Asia/Shanghai", "windows": [] }, "output_cost_per_token": null }
            """);
        Assert.Equal(["sample_spec", "together-ai-4.1b-8b", "256-x-256/dall-e-2", "bedrock/*/1-month-commitment/c"], import.Report.Skipped.Select(skip => skip.Model));
        Assert.Equal(
            ["input_dbu_cost_per_token 1", "max_tokens 1", "off_peak_pricing.weekday_timezone 1", "off_peak_pricing.windows 1", "output_cost_per_token 1", "something_new.x[] 2", "something_new.y 1"],
            import.Report.Unused.Select(field => $"{field.Name} {field.Count}"));
        Assert.Equal(4, import.Report.Used);
        Assert.Contains("input_dbu_cost_per_token: 1 (no unit of ours)", import.Report.ToString());
    }

    [Fact]
    public void OneModelListedTwiceIsTheOneWhoseKeySaysTheProvider()
    {
        CatalogImport import = Import("""
            "d": { "litellm_provider": "deepseek", "input_cost_per_token": 2e-6, "max_input_tokens": 100 },
            "deepseek/d": { "litellm_provider": "deepseek", "input_cost_per_token": 1e-6, "max_input_tokens": 200 },
            "e": { "litellm_provider": "deepseek", "supports_vision": true },
            "deepseek/e": { "litellm_provider": "deepseek", "max_input_tokens": 200 }
            """);
        Assert.Equal(["d", "e"], import.Models["deepseek"].Select(model => model.Id).Order());
        Assert.Equal(200, import.Models["deepseek"].Single(model => model.Id == "d").ContextWindow);
        ModelInfo both = import.Models["deepseek"].Single(model => model.Id == "e");
        Assert.Equal((200, CapabilitySupport.Yes), (both.ContextWindow, both.Capabilities[Capability.ImageInput]));
        Assert.Equal("d", Assert.Single(import.Report.Skipped).Model);
    }

    [Fact]
    public void LimitsDatesAndRegionsAreRead()
    {
        ModelInfo model = Model("vertex-ai", "meta/x", """
            "vertex_ai/meta/x": { "litellm_provider": "vertex_ai-llama_models", "mode": "embedding", "max_input_tokens": 2000000.0, "max_tokens": 2000000.0, "max_output_tokens": 0,
                "output_vector_size": 1024, "deprecation_date": "2026-05-14", "supported_regions": ["global", "us-south1"] }
            """);
        Assert.Equal((ModelKind.Embedding, 2_000_000, null, 1024), (model.Kind, model.ContextWindow, model.MaxOutputTokens, model.Dimensions));
        Assert.Equal(new DateOnly(2026, 5, 14), model.Lifecycle!.Sunset);
        Assert.Equal(["global", "us-south1"], model.Regions!);
    }

    [Fact]
    public void APriceOf0_IsUnknownWhereMoneyIsTaken()
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
            import.Report.Unused.Where(field => field.Reason.StartsWith("0: the provider", StringComparison.Ordinal)).Select(field => (field.Name, field.Count)));
    }

    [Fact]
    public void AnImagesPriceThatIsATokens_IsOne()
    {
        PriceRates rates = Model("openai", "m", """ "m": { "litellm_provider": "openai", "input_cost_per_image": 2e-6, "output_cost_per_image": 0.04 } """).Pricing!.Rules[0].Rates;
        Assert.Equal((2m, null, 0.04m), (rates[PriceUnit.ImageInput], rates[PriceUnit.ImageInputItem], rates[PriceUnit.ImageOutputItem]));
    }

    private static CatalogImport Import(string entries) => CatalogImporter.Read(Encoding.UTF8.GetBytes("{" + entries + "}"));

    private static ModelInfo Model(string provider, string id, string entries) => Import(entries).Models[provider].Single(model => model.Id == id);
}
