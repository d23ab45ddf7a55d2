using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class OpenRouterModelReaderTests
{
    [Fact]
    public void Read_ReadsEveryFact()
    {
        ModelInfo model = Assert.Single(Import("""
            { "id": "anthropic/claude-x", "canonical_slug": "anthropic/claude-x-20260512", "name": "Claude X", "created": 1778613011, "context_length": 1000000, "expiration_date": "2026-12-01",
              "architecture": { "input_modalities": ["text", "image", "file"], "output_modalities": ["text"], "tokenizer": "Claude", "modality": "x" },
              "pricing": { "prompt": "0.00000014999999999999999999", "completion": "0.00015", "input_cache_read": "3e-7", "web_search": "0.01", "request": "0.005" },
              "top_provider": { "context_length": 200000, "max_completion_tokens": 128000, "is_moderated": true },
              "supported_parameters": ["tools", "response_format", "max_tokens"] }
            """).Models["openrouter"]);
        Assert.Equal(["anthropic/claude-x-20260512"], model.Aliases);
        Assert.Equal(
            ("Claude X", ModelKind.Chat, 1_000_000, 128_000, "claude"),
            (model.DisplayName, model.Kind, model.ContextWindow, model.MaxOutputTokens, model.Tokenizer));
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
    public void Read_TakesTheLargestContextWindowOfTheProviders()
    {
        CatalogImport import = Import("""
            { "id": "a", "context_length": 1000, "top_provider": { "context_length": 500 } },
            { "id": "b", "top_provider": { "context_length": 500, "max_completion_tokens": 0 } },
            { "id": "c", "context_length": 1000, "top_provider": { "context_length": 1000 } }
            """);

        Assert.Equal([1000, 500, 1000], import.Models["openrouter"].Select(model => model.ContextWindow));
        Assert.Equal(
            ["top_provider.context_length", "top_provider.max_completion_tokens"], import.Report.Unused.Select(field => field.Name));
    }

    [Fact]
    public void Read_TakesOneOfTwoPenaltiesAsUnknown()
    {
        CatalogImport import = Import("""
            { "id": "a", "supported_parameters": ["frequency_penalty"] },
            { "id": "b", "supported_parameters": ["frequency_penalty", "presence_penalty"] },
            { "id": "c", "supported_parameters": ["seed"] }
            """);

        Assert.Equal(
            [CapabilitySupport.Unknown, CapabilitySupport.Yes, CapabilitySupport.No],
            import.Models["openrouter"].Select(model => model.Capabilities[Capability.Penalties]));
    }

    [Theory]
    [InlineData("\"text\"", ModelKind.Chat)]
    [InlineData("\"image\", \"text\"", ModelKind.Chat)]
    [InlineData("\"embeddings\"", ModelKind.Embedding)]
    [InlineData("\"image\"", ModelKind.Other)]
    public void Read_TellsTheKindByTheOutputs(string outputs, ModelKind kind) =>
        Assert.Equal(
            kind,
            Import($$"""{ "id": "a", "architecture": { "output_modalities": [{{outputs}}] } }""").Models["openrouter"][0].Kind);

    private static CatalogImport Import(string models) =>
        CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""{ "data": [ {{models}} ] }"""), CatalogFormat.OpenRouter);
}
