using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class GenAiPricesImporterTests
{
    [Fact]
    public void Read_LeavesOutZeroPricesOfPaidModels()
    {
        CatalogImport import = Import("""
            { "id": "m", "prices": { "input_mtok": 0, "output_mtok": 0 } },
            { "id": "m:free", "prices": { "input_mtok": 0, "output_mtok": 0 } }
            """);
        Assert.Null(import.Models["anthropic"][0].Pricing);
        Assert.Equal(0m, import.Models["anthropic"][1].Pricing!.Rules[0].Rates[PriceUnit.Input]);
        Assert.Equal(
            2,
            import.Report.Unused.Where(field => field.Reason.StartsWith("0: the provider", StringComparison.Ordinal))
                .Sum(field => field.Count));
    }

    [Fact]
    public void Read_AssignsGooglesModelsToBothServices()
    {
        CatalogImport import = CatalogImporter.Read("""
            [ { "id": "google", "models": [ { "id": "gemini-x", "prices": { "input_mtok": 1 } }, { "id": "claude-y", "prices": { "input_mtok": 2 } } ] }, { "id": "x-ai", "models": [ { "id": "grok", "prices": {} } ] } ]
            """u8.ToArray());
        Assert.Equal(["gemini-x"], import.Models["gemini"].Select(model => model.Id));
        Assert.Equal(["gemini-x", "claude-y"], import.Models["vertex-ai"].Select(model => model.Id));
        Assert.Equal(["grok"], import.Models["xai"].Select(model => model.Id));
    }

    private static CatalogImport Import(string models) =>
        CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""[ { "id": "anthropic", "models": [ {{models}} ] } ]"""));
}
