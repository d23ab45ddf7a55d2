using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class LiteLLMOffPeakTests
{
    [Fact]
    public void Read_TurnsHoursAndWeekdaysIntoWindows()
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

    [Theory]
    [InlineData("""{ "input_cost_per_token": 1e-6 }""", "off_peak_pricing.input_cost_per_token 1 (says no hours)")]
    [InlineData(
        """{ "weekday_timezone": "Asia/Shanghai", "windows": [] }""",
        "off_peak_pricing.weekday_timezone 1 (weekdays of another time zone than UTC)|"
        + "off_peak_pricing.windows 1 (weekdays of another time zone than UTC)")]
    [InlineData(
        """{ "hours_utc": "16:30-00:30", "sparkle": 2, "input_cost_per_token_flex": 1 }""",
        "off_peak_pricing.input_cost_per_token_flex 1 (no unit or condition of ours)|"
        + "off_peak_pricing.sparkle 1 (no unit or condition of ours)")]
    public void Read_ReportsWhatTheCatalogCannotExpress(string offPeak, string unused)
    {
        CatalogImport import = Import($$"""
            "m": { "litellm_provider": "openai", "input_cost_per_token": 2e-6, "off_peak_pricing": {{offPeak}} }
            """);

        Assert.Single(import.Models["openai"][0].Pricing!.Rules);
        Assert.Equal(unused, string.Join('|', import.Report.Unused.Select(field => $"{field.Name} {field.Count} ({field.Reason})")));
    }

    private static CatalogImport Import(string entries) => CatalogImporter.Read(Encoding.UTF8.GetBytes("{" + entries + "}"));

    private static ModelInfo Model(string provider, string id, string entries) =>
        Import(entries).Models[provider].Single(model => model.Id == id);
}
