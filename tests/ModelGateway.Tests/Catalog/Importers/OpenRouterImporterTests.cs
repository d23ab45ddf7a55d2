using System.Text;
using ModelGateway.Catalog.Importers;

namespace ModelGateway.Tests.Catalog.Importers;

public sealed class OpenRouterImporterTests
{
    [Fact]
    public void Read_UsesASharedSlugAsNoAlias()
    {
        CatalogImport import = Import("""
            { "id": "x/m", "canonical_slug": "x/m-2026", "architecture": { "tokenizer": "GPT" } }, { "id": "x/m:free", "canonical_slug": "x/m-2026", "architecture": { "tokenizer": "Brandnew" } },
            { "id": "openai/gpt-4-turbo", "architecture": { "tokenizer": "GPT" } }
            """);
        Assert.All(import.Models["openrouter"], model => Assert.Empty(model.Aliases));
        Assert.Equal(["o200k", "brandnew", "cl100k"], import.Models["openrouter"].Select(model => model.Tokenizer));
    }

    private static CatalogImport Import(string models) =>
        CatalogImporter.Read(Encoding.UTF8.GetBytes($$"""{ "data": [ {{models}} ] }"""), CatalogFormat.OpenRouter);
}
