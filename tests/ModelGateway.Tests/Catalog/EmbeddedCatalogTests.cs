using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;

namespace ModelGateway.Tests.Catalog;

/// <summary>The embedded catalog is consistent and complete.</summary>
public sealed class EmbeddedCatalogTests
{
    private static readonly List<CatalogFile> Files =
        [.. EmbeddedFiles.Names.Select(name => CatalogFile.Parse(EmbeddedFiles.Open(name), name, ModelCatalog.Embedded))];

    [Fact]
    public void Files_AreNamedAfterTheirProvider() => Assert.Equal(EmbeddedFiles.Names, Files.Select(file => file.Header.Provider));

    [Fact]
    public void Files_HaveSourcesAndADay()
    {
        Assert.All(Files, file => Assert.NotNull(file.Header.Name));
        Assert.All(Files, file => Assert.NotNull(file.Header.Updated));
        Assert.All(Files, file => Assert.NotEmpty(file.Header.Sources));
    }

    [Fact]
    public void Types_AreDescribedOnce()
    {
        // Compatible servers are recognised by their host.
        Assert.Equal(
            ProviderTypes.Names.Where(type => type != "OpenAICompatible").Order(StringComparer.Ordinal),
            Files.SelectMany(file => file.Header.Types).Order(StringComparer.Ordinal));
        Assert.All(
            ProviderTypes.Names.Where(type => type != "OpenAICompatible"),
            type => Assert.NotNull(ModelCatalog.Embedded.FindProvider(type, null)));
    }

    [Fact]
    public void Hosts_BelongToOneFileEach()
    {
        string[] hosts = [.. Files.SelectMany(file => file.Header.Hosts)];
        Assert.Equal(hosts.Length, hosts.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(hosts, host => Assert.Contains(host, ModelCatalog.Embedded.Header(ModelCatalog.Embedded.FindProvider("OpenAICompatible", new Uri($"https://{host}/v1"))!)!.Hosts));
    }

    [Fact]
    public void Files_ListManyModels()
    {
        int Count(CatalogFile file, ModelKind kind) => file.Models.Count(model => model.Over(file.Header.Defaults).Kind == kind);
        Assert.True(Files.Sum(file => Count(file, ModelKind.Chat)) >= 400);
        Assert.True(Files.Count(file => Count(file, ModelKind.Chat) > 0) >= 25);
        Assert.True(Files.Sum(file => Count(file, ModelKind.Embedding)) >= 20);
    }

    [Theory]
    [InlineData("gemini", "gemini-1.5-pro", 2_000_000)]
    [InlineData("anthropic", "claude-3-5-sonnet-20241022", 200_000)]
    [InlineData("openai", "gpt-4o", 128_000)]
    [InlineData("openai", "GPT-4o-2024-08-06", 128_000)]
    public void Find_ListsOlderModels(string provider, string model, int context)
    {
        ModelInfo? found = ModelCatalog.Embedded.Find(provider, model);
        Assert.Equal(ModelKind.Chat, found?.Kind);
        Assert.InRange(found!.ContextWindow!.Value, context, context * 1.1);
        Assert.NotNull(found.Pricing);
        Assert.StartsWith(provider + "/", found.CatalogId, StringComparison.Ordinal);
    }
}
