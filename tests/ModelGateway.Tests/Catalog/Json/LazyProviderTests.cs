using System.Text;
using CsCheck;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog.Json;

/// <summary>A file that is read on demand has the same content as one that is parsed whole.</summary>
public sealed class LazyProviderTests
{
    [Fact]
    public void Find_ReturnsWhatAParsedFileHas() =>
        Gen.Int.Sample(seed => CheckLazy(CatalogGenerator.Create(seed).Write(), null), iter: Tiers.IsFull ? 5_000 : 200);

    [Fact]
    public void Find_ReturnsWhatAParsedFileHasForEmbeddedFiles()
    {
        foreach (string provider in EmbeddedFiles.Names)
        {
            CheckLazy(EmbeddedFiles.Open(provider), ModelCatalog.Embedded);
        }
    }

    [Fact]
    public void Find_ParsesAModelOnce()
    {
        LazyProvider provider = new(() => Encoding.UTF8.GetBytes(CatalogSamples.Whole));
        Assert.Same(provider.Find("big-1"), provider.Find("Big-Latest"));
    }

    private static void CheckLazy(ReadOnlyMemory<byte> json, ModelCatalog? below)
    {
        CatalogFile file = CatalogFile.Parse(json, "file", below);
        ParsedProvider parsed = new(file);
        int opened = 0;
        LazyProvider lazy = new(() =>
        {
            opened++;
            return json;
        });

        Assert.Equal(Facts.Of(parsed.Header), Facts.Of(lazy.Header));
        Assert.Equal(parsed.Names.Order(), lazy.Names.Order());
        Assert.Equal(Facts.Of(parsed.Models), Facts.Of(lazy.Models));
        foreach (string name in parsed.Names)
        {
            Assert.Equal(parsed.Find(name)!.Id, lazy.Find(name.ToUpperInvariant())!.Id);
            Assert.Null(lazy.Find(name + "?"));
        }

        Assert.Null(lazy.Find("no such model"));
        Assert.Null(lazy.Find(""));
        Assert.Null(lazy.Find(new string('x', 10_000)));
        Assert.Equal(1, opened);
    }
}
