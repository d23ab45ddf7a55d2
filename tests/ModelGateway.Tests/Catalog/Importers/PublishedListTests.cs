using System.Text.Json;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

/// <summary>The three lists as published.</summary>
public sealed class PublishedListTests
{
    public static TheoryData<string, CatalogFormat> Sources => ImportSources.All;

    [Theory]
    [MemberData(nameof(Sources))]
    public void Read_CountsEveryValue(string path, CatalogFormat format)
    {
        byte[] bytes = ImportSources.Bytes(path);
        CatalogImport import = CatalogImporter.Read(bytes);
        Assert.Equal(format, import.Format);
        CatalogImportReport report = import.Report;

        Assert.Equal(
            ImportSources.Values(JsonDocument.Parse(bytes).RootElement),
            report.Used + report.Unused.Sum(field => field.Count) + report.Skipped.Sum(model => model.Values));
        Assert.All(
            report.Unused, field => Assert.True(field.Count > 0 && field.Reason.Length > 0 && field.Name.Length > 0, field.ToString()));
        Assert.All(report.Skipped, skip => Assert.True(skip.Values > 0 && skip.Reason.Length > 0, skip.ToString()));
        Assert.Equal(import.Models.Values.Sum(models => models.Count), report.Models);
    }

    /// <summary>An import can be written as a catalog file, which is read and checked like any other, with the same content.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void Files_AreValidCatalogFiles(string path, CatalogFormat format)
    {
        CatalogImport import = CatalogImporter.Read(ImportSources.Bytes(path), format);
        foreach (CatalogFile file in import.Files)
        {
            CatalogFile again = CatalogFile.Parse(file.Write(), file.Header.Provider);
            Assert.Equal(file.Models.Select(Text), again.Models.Select(Text));
        }

        Assert.Equal(import.Models.Count, import.Catalog.Providers.Count);
    }

    /// <summary>A list that does not have a unit's price does not delete it, nor does a lower limit cut answers.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void Layer_DeletesNoPrice(string path, CatalogFormat format)
    {
        ModelCatalog layered = CatalogImporter.Read(ImportSources.Bytes(path), format).Catalog.Over(ModelCatalog.Embedded);
        DateTimeOffset now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
        List<string> lost = [];
        foreach (string provider in ModelCatalog.Embedded.Providers)
        {
            foreach (ModelInfo model in ModelCatalog.Embedded.Models(provider))
            {
                ModelInfo after = layered.Find(provider, model.Id)!;
                PriceRates? rates = after.Pricing?.Find(now)?.Rates;
                lost.AddRange(
                    from rate in model.Pricing?.Find(now)?.Rates.Units ?? []
                    where rates?[rate.Key] is null && !(rate.Key == PriceUnit.CacheRead && rate.Value > rates?[PriceUnit.Input])
                    select $"{provider}/{model.Id} {rate.Key}");
                lost.AddRange(after.MaxOutputTokens < model.MaxOutputTokens ? [$"{provider}/{model.Id} output"] : []);
            }
        }

        Assert.Empty(lost);
    }

    [Fact]
    public void Read_AcceptsTheGatewaysFiles()
    {
        byte[] bytes = Import().Files.Single(file => file.Header.Provider == "anthropic").Write();
        CatalogImport read = CatalogImporter.Read(bytes);
        Assert.Equal(CatalogFormat.ModelGateway, read.Format);
        Assert.Equal(read.Models["anthropic"].Select(Text), Import().Models["anthropic"].Select(Text));

        static CatalogImport Import() => CatalogImporter.Read(ImportSources.Bytes("prices/litellm-model-prices.json"));
    }

    private static string Text(ModelInfo model) =>
        $"{model with { Aliases = [], Regions = null, Pricing = null }} {string.Join(' ', model.Aliases)} {string.Join(' ', model.Regions ?? [])} {model.Pricing?.GetHashCode() is null} "
        + string.Join(';',
            model.Pricing?.Rules.Select(rule =>
            $"{rule.ServiceTier} {rule.From} {rule.Until} {rule.Window?.From} {rule.Window?.To} {string.Join(',', rule.Rates.Units)} {string.Join(',', rule.Tiers.SelectMany(tier => tier.Rates.Units.Select(rate => $"{tier.AboveInputTokens} {rate}")))}") ?? [])
        + string.Join(';', model.Pricing?.Multipliers.Select(multiplier => multiplier.ToString()) ?? []);
}
