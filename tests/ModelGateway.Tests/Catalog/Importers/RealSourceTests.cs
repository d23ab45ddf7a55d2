using System.Text.Json;
using ModelGateway.Catalog;

namespace ModelGateway.Tests.Catalog.Importers;

/// <summary>The three lists as they are published.</summary>
public sealed class RealSourceTests
{
    public static TheoryData<string, CatalogFormat> Sources => ImportSources.All;

    [Theory]
    [MemberData(nameof(Sources))]
    public void NoValueIsLostSilently(string path, CatalogFormat format)
    {
        byte[] bytes = ImportSources.Bytes(path);
        CatalogImport import = CatalogImporter.Read(bytes);
        Assert.Equal(format, import.Format);
        CatalogImportReport report = import.Report;

        // Providers that the list names besides their models: one id each, counted as used.
        Assert.Equal(
            ImportSources.Values(JsonDocument.Parse(bytes).RootElement),
            report.Used + report.Unused.Sum(field => field.Count) + report.Skipped.Sum(model => model.Values));
        Assert.All(report.Unused, field => Assert.True(field.Count > 0 && field.Reason.Length > 0 && field.Name.Length > 0, field.ToString()));
        Assert.All(report.Skipped, skip => Assert.True(skip.Values > 0 && skip.Reason.Length > 0, skip.ToString()));
        Assert.Equal(import.Models.Values.Sum(models => models.Count), report.Models);
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
        if (Environment.GetEnvironmentVariable("IMPORT_DUMP") is { } dump)
        {
            File.WriteAllText(Path.Combine(dump, format + ".report.txt"), report.ToString());
            foreach (CatalogFile file in import.Files)
            {
                File.WriteAllLines(Path.Combine(dump, $"{format}.{file.Header.Provider}.txt"), file.Models.Select(model => $"{model.Id} | {string.Join(' ', model.Aliases)} | {model.Kind} {model.ContextWindow}/{model.MaxOutputTokens} | {model.Capabilities} | {(model.Regions is null ? "" : string.Join(',', model.Regions))} | {string.Join(" ; ", model.Pricing?.Rules.Select(rule => $"{rule.ServiceTier}@{rule.From:d}{rule.Window}: {string.Join(' ', rule.Rates.Units.Select(u => u.Key + "=" + u.Value))} {string.Join(' ', rule.Tiers.Select(t => $">{t.AboveInputTokens} {string.Join(' ', t.Rates.Units.Select(u => u.Key + "=" + u.Value))}"))}") ?? [])} x {string.Join(' ', model.Pricing?.Multipliers.Select(m => m.When + m.Factor) ?? [])} {model.Lifecycle?.Sunset} {model.Tokenizer} {model.Dimensions}"));
            }
        }
    }
}
