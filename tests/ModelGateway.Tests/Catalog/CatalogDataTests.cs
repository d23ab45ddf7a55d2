using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;

namespace ModelGateway.Tests.Catalog;

/// <summary>The embedded facts are valid, cover all providers, and are plausible.</summary>
public sealed class CatalogDataTests
{
    public static TheoryData<string> Files => [.. EmbeddedFiles.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_AreValid(string name)
    {
        CatalogFile file = Read(name);
        Assert.Equal(name, file.Header.Provider);
        Assert.NotEmpty(file.Header.Sources);
        Assert.True(file.Models.Count > 0 || file.Header.Includes.Count > 0 || file.Header.Relays.Count > 0, "It describes nothing.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_RoundTrip(string name)
    {
        CatalogFile file = Read(name);
        CatalogFile again = CatalogFile.Parse(file.Write(), name, ModelCatalog.Embedded);
        Assert.Equal(file.Models.Select(static model => model.ToString()), again.Models.Select(static model => model.ToString()));
        Assert.Equal(file.Models.Select(static model => model.Pricing), again.Models.Select(static model => model.Pricing));
    }

    [Fact]
    public void Files_List400ChatModelsOf25ProvidersAndEmbeddingModels()
    {
        List<CatalogFile> files = [.. EmbeddedFiles.Names.Select(Read)];
        Assert.True(files.Count(static file => file.Models.Any(static model => model.Kind == ModelKind.Chat)) >= 25);
        Assert.True(files.Sum(static file => file.Models.Count(static model => model.Kind == ModelKind.Chat)) >= 400);
        Assert.True(files.Sum(static file => file.Models.Count(static model => model.Kind == ModelKind.Embedding)) >= 100);
    }

    [Fact]
    public void Files_DescribeEveryProviderType()
    {
        // Compatible servers have no type of their own: they are recognised by their host.
        IEnumerable<string> described = EmbeddedFiles.Names.SelectMany(static name => Read(name).Header.Types).Append("OpenAICompatible");
        Assert.Equal(ProviderTypes.Names.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hosts_BelongToOneProviderEach()
    {
        IEnumerable<string> hosts = EmbeddedFiles.Names.SelectMany(static name => Read(name).Header.Hosts);
        Assert.Empty(
            hosts.GroupBy(static host => host, StringComparer.OrdinalIgnoreCase).Where(static same => same.Count() > 1)
                .Select(static same => same.Key));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Prices_ArePlausible(string name)
    {
        foreach (ModelInfo model in Read(name).Models.Where(static model => model.Pricing is not null))
        {
            foreach (PriceRates rates in
                model.Pricing!.Rules.SelectMany(static rule => rule.Tiers.Select(static tier => tier.Rates).Prepend(rule.Rates)))
            {
                Assert.False(
                    rates[PriceUnit.CacheRead] > rates[PriceUnit.Input], $"{model.Id}: what is cached costs more than what is not.");
                Assert.False(rates[PriceUnit.Input] > 200 || rates[PriceUnit.Output] > 1_000, $"{model.Id}: dearer than any model was.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Limits_FitTheContextWindow(string name)
    {
        foreach (ModelInfo model in Read(name).Models)
        {
            Assert.False(model.MaxOutputTokens > model.ContextWindow, $"{model.Id}: the output is larger than the window.");
            Assert.False(model.MaxInputTokens > model.ContextWindow, $"{model.Id}: the input is larger than the window.");
            Assert.False(model.Kind == ModelKind.Chat && model.Dimensions is not null, $"{model.Id}: chat has no dimensions.");
        }
    }

    private static CatalogFile Read(string name) => CatalogFile.Parse(EmbeddedFiles.Open(name), name, ModelCatalog.Embedded);
}
