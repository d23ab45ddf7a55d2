using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class ModelListImporterTests
{
    [Fact]
    public void Read_TurnsAProvidersListIntoModels()
    {
        CatalogImport import = CatalogImporter.Read("mistral",
        [
            new DiscoveredModel
            {
                Id = "m",
                DisplayName = "M",
                Owner = "me",
                CreatedAt = new DateTimeOffset(2026, 5, 1, 23, 0, 0, TimeSpan.FromHours(-5)),
                ContextWindow = 1000,
                MaxOutputTokens = 100,
            },
            new DiscoveredModel { Id = "n", CreatedAt = DateTimeOffset.UnixEpoch, ContextWindow = -1 },
            new DiscoveredModel { Id = "M" },
            new DiscoveredModel { Id = "o p" },
        ]);
        Assert.Equal(
            [
                new ModelInfo { Id = "m", DisplayName = "M", ContextWindow = 1000, MaxOutputTokens = 100,
                    Lifecycle = new ModelLifecycle { Released = new(2026, 5, 2) } } with { Aliases = import.Models["mistral"][0].Aliases },
                new ModelInfo { Id = "n" } with { Aliases = import.Models["mistral"][1].Aliases },
            ],
            import.Models["mistral"]);
        Assert.Equal(["Owner 1", "CreatedAt 1", "ContextWindow 1"], import.Report.Unused.Select(field => $"{field.Name} {field.Count}"));
        Assert.Equal(["M", "o p"], import.Report.Skipped.Select(skip => skip.Model));
        Assert.Equal(
            11, import.Report.Used + import.Report.Unused.Sum(field => field.Count) + import.Report.Skipped.Sum(skip => skip.Values));
        Assert.Equal(1000, import.Catalog.Find("mistral", "m")!.ContextWindow);
    }
}
