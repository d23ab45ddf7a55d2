using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMModelReaderTests
{
    [Fact]
    public void Read_TakesAMissingFlagAsUnknownAndAFalseOneAsNo()
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
    public void Read_PrefersYesWhereFieldsContradict()
    {
        CatalogImport import = Import("""
            "m": { "litellm_provider": "openai", "supported_output_modalities": ["audio"], "supports_audio_output": false },
            "n": { "litellm_provider": "openai", "supports_audio_output": false, "supported_output_modalities": ["audio"] }
            """);
        Assert.All(import.Models["openai"], model => Assert.Equal(CapabilitySupport.Yes, model.Capabilities[Capability.AudioOutput]));
        Assert.Contains(import.Report.Unused, field => field is { Name: "supports_audio_output", Reason: "another field says yes" });
    }

    [Fact]
    public void Read_KeepsTheFactorsOfRegionsAndSpeed()
    {
        ModelInfo model = Model("anthropic", "c", """
            "c": { "litellm_provider": "anthropic", "input_cost_per_token": 1e-6, "provider_specific_entry": { "us": 1.1, "fast": 6.0 }, "regional_processing_uplift_multiplier_jp": 1.2 }
            """);
        Assert.Equal([new("region:us", 1.1m), new("speed:fast", 6m), new("region:jp", 1.2m)], model.Pricing!.Multipliers);
    }

    [Fact]
    public void Read_ReadsLimitsDatesAndRegions()
    {
        ModelInfo model = Model("vertex-ai", "meta/x", """
            "vertex_ai/meta/x": { "litellm_provider": "vertex_ai-llama_models", "mode": "embedding", "max_input_tokens": 2000000.0, "max_tokens": 2000000.0, "max_output_tokens": 0,
                "output_vector_size": 1024, "deprecation_date": "2026-05-14", "supported_regions": ["global", "us-south1"] }
            """);
        Assert.Equal(
            (ModelKind.Embedding, 2_000_000, null, 1024), (model.Kind, model.ContextWindow, model.MaxOutputTokens, model.Dimensions));
        Assert.Equal(new DateOnly(2026, 5, 14), model.Lifecycle!.Sunset);
        Assert.Equal(["global", "us-south1"], model.Regions!);
    }

    private static CatalogImport Import(string entries) => CatalogImporter.Read(Encoding.UTF8.GetBytes("{" + entries + "}"));

    private static ModelInfo Model(string provider, string id, string entries) =>
        Import(entries).Models[provider].Single(model => model.Id == id);
}
