using System.Text;
using ModelGateway.Catalog.Importers;
using ModelGateway.Catalog.Pricing;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMMergeTests
{
    [Fact]
    public void Merge_TurnsProportionalRegionsIntoFactorsAndKeepsOthersApart()
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
    public void Merge_PrefersTheEntryWithTheProviderInItsKey()
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
    public void Merge_TakesTheFirstRegionAsTheModelWhereAllEntriesAreRegional()
    {
        CatalogImport import = Import("""
            "bedrock/eu-west-1/n": { "litellm_provider": "bedrock", "input_cost_per_token": 1e-6, "max_input_tokens": 10 },
            "bedrock/eu-west-2/n": { "litellm_provider": "bedrock", "input_cost_per_token": 1e-6, "max_input_tokens": 20 }
            """);

        Assert.Equal(["n", "eu-west-2/n"], import.Models["bedrock"].Select(model => model.Id));
        Assert.Equal(["eu-west-1"], import.Models["bedrock"][0].Regions!);
        Assert.Equal([10, 20], import.Models["bedrock"].Select(model => model.ContextWindow));
    }

    private static CatalogImport Import(string entries) => CatalogImporter.Read(Encoding.UTF8.GetBytes("{" + entries + "}"));
}
