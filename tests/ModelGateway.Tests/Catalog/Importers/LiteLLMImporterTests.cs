using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMImporterTests
{
    [Fact]
    public void Read_ReportsEveryUnusedValue()
    {
        CatalogImport import = Import("""
            "sample_spec": { "mode": "one of: chat", "input_cost_per_token": 0.0 },
            "together-ai-4.1b-8b": { "litellm_provider": "together_ai", "input_cost_per_token": 2e-7 },
            "256-x-256/dall-e-2": { "litellm_provider": "openai", "mode": "image_generation", "input_cost_per_pixel": 1e-7 },
            "bedrock/*/1-month-commitment/c": { "litellm_provider": "bedrock", "input_cost_per_second": 0.01 },
            "a": { "litellm_provider": "openai", "mode": "chat", "input_dbu_cost_per_token": 1e-6, "max_tokens": 7, "max_input_tokens": 5, "max_output_tokens": 3, "something_new": { "x": [1, 2], "y": null },
                   "off_peak_pricing": { "weekday_timezone": "Asia/Shanghai", "windows": [] }, "output_cost_per_token": null }
            """);
        Assert.Equal(
            ["sample_spec", "together-ai-4.1b-8b", "256-x-256/dall-e-2", "bedrock/*/1-month-commitment/c"],
            import.Report.Skipped.Select(skip => skip.Model));
        Assert.Equal(
            [
                "input_dbu_cost_per_token 1",
                "max_tokens 1",
                "off_peak_pricing.weekday_timezone 1",
                "off_peak_pricing.windows 1",
                "output_cost_per_token 1",
                "something_new.x[] 2",
                "something_new.y 1",
            ],
            import.Report.Unused.Select(field => $"{field.Name} {field.Count}"));
        Assert.Equal(4, import.Report.Used);
        Assert.Contains("input_dbu_cost_per_token: 1 (no unit of ours)", import.Report.ToString());
    }

    private static CatalogImport Import(string entries) => CatalogImporter.Read(Encoding.UTF8.GetBytes("{" + entries + "}"));
}
