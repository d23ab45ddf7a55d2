using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class OpenRouterImportTests
{
    [Fact]
    public void AModelIsRead()
    {
        ModelInfo model = Assert.Single(Import("""
            { "id": "anthropic/claude-x", "canonical_slug": "anthropic/claude-x-20260512", "name": "Claude X", "created": 1778613011, "context_length": 1000000, "expiration_date": "2026-12-01",
              "architecture": { "input_modalities": ["text", "image", "file"], "output_modalities": ["text"], "tokenizer": "Claude", "modality": "x" },
              "pricing": { "prompt": "0.00000014999999999999999999", "completion": "0.00015", "input_cache_read": "3e-7", "web_search": "0.01", "request": "0.005" },
              "top_provider": { "context_length": 200000, "max_completion_tokens": 128000, "is_moderated": true },
              "supported_parameters": ["tools", "response_format", "max_tokens"] }
            """).Models["openrouter"]);
        Assert.Equal(["anthropic/claude-x-20260512"], model.Aliases);
        Assert.Equal(("Claude X", ModelKind.Chat, 1_000_000, 128_000, "claude"), (model.DisplayName, model.Kind, model.ContextWindow, model.MaxOutputTokens, model.Tokenizer));
        Assert.Equal(new ModelLifecycle { Released = new(2026, 5, 12), Sunset = new(2026, 12, 1) }, model.Lifecycle);
        PriceRates rates = Assert.Single(model.Pricing!.Rules).Rates;
        Assert.Equal([0.14999999999999999999m, 150m, 0.3m, 5m, 10m], rates.Units.Select(rate => rate.Value));
        Assert.Equal(CapabilitySupport.Yes, model.Capabilities[Capability.Tools]);
        Assert.Equal(CapabilitySupport.Yes, model.Capabilities[Capability.FileInput]);
        Assert.Equal(CapabilitySupport.No, model.Capabilities[Capability.JsonSchema]);
        Assert.Equal(CapabilitySupport.No, model.Capabilities[Capability.AudioInput]);
        Assert.Equal(CapabilitySupport.Unknown, model.Capabilities[Capability.ParallelTools]);
        Assert.Equal(CapabilitySupport.Unknown, model.Capabilities[Capability.WebSearch]);
    }

    [Fact]
    public void APriceThatVariesIsUnknownNotZero()
    {
        CatalogImport import = Import("""{ "id": "openrouter/auto", "pricing": { "prompt": "-1", "completion": "-1" }, "supported_parameters": [] }""");
        ModelInfo model = Assert.Single(import.Models["openrouter"]);
        Assert.Null(model.Pricing);
        Assert.Equal(CapabilitySupport.Unknown, model.Capabilities[Capability.Tools]);
        Assert.Equal(2, import.Report.Unused.Count(field => field.Reason.StartsWith("-1", StringComparison.Ordinal)));
    }

    [Fact]
    public void OverridesAreTiersAndWindows()
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
    public void AnImagesPriceIsThatOfItsTokensWhereNoImageCouldCostSoLittle()
    {
        CatalogImport import = Import("""{ "id": "a", "pricing": { "image": "0.00000025" } }, { "id": "b", "pricing": { "image": "0.0035" } }""");
        Assert.Equal(new KeyValuePair<PriceUnit, decimal>(PriceUnit.ImageInput, 0.25m), import.Models["openrouter"][0].Pricing!.Rules[0].Rates.Units.Single());
        Assert.Equal(new KeyValuePair<PriceUnit, decimal>(PriceUnit.ImageInputItem, 0.0035m), import.Models["openrouter"][1].Pricing!.Rules[0].Rates.Units.Single());
    }

    [Fact]
    public void ASlugThatSeveralShareNamesNone()
    {
        CatalogImport import = Import("""
            { "id": "x/m", "canonical_slug": "x/m-2026", "architecture": { "tokenizer": "GPT" } }, { "id": "x/m:free", "canonical_slug": "x/m-2026", "architecture": { "tokenizer": "Brandnew" } },
            { "id": "openai/gpt-4-turbo", "architecture": { "tokenizer": "GPT" } }
            """);
        Assert.All(import.Models["openrouter"], model => Assert.Empty(model.Aliases));
        Assert.Equal(["o200k", "brandnew", "cl100k"], import.Models["openrouter"].Select(model => model.Tokenizer));
    }

    private static CatalogImport Import(string models) => CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""{ "data": [ {{models}} ] }"""), CatalogFormat.OpenRouter);
}
