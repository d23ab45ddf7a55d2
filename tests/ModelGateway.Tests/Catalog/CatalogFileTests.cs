using System.Text;
using CsCheck;
using ModelGateway.Catalog;
using ModelGateway.Catalog.Json;
using ModelGateway.Catalog.Models;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog;

/// <summary>What a file says is what is read from it, and what is written of it.</summary>
public sealed class CatalogFileTests
{
    [Fact]
    public void EveryFieldIsRead()
    {
        CatalogFile file = CatalogSamples.Parse(CatalogSamples.Whole);

        CatalogHeader header = file.Header;
        Assert.Equal(("acme", "Acme", new DateOnly(2026, 11, 22)), (header.Provider, header.Name, header.Updated));
        Assert.Equal(["Acme"], header.Types);
        Assert.Equal(["api.acme.example"], header.Hosts);
        Assert.Equal(["https://acme.example/models"], header.Sources);
        Assert.Equal("other-inc", header.Relays["OTHER"]);
        Assert.Equal(["weights"], header.Includes);
        Assert.Equal("seed, streaming", string.Join(", ", header.Defaults!.Capabilities.ToString().Split(", ").Order()));

        ModelInfo big = file.Models[0];
        Assert.Equal(("big-1", "Big “1” <x>", ModelKind.Chat), (big.Id, big.DisplayName, big.Kind));
        Assert.Equal(["big-1-2026-01-01", "BIG-latest"], big.Aliases);
        Assert.Equal("tools, image-input, !seed", big.Capabilities.ToString());
        Assert.Equal((200_000, 190_000, 64_000, "claude"), (big.ContextWindow, big.MaxInputTokens, big.MaxOutputTokens, big.Tokenizer));
        Assert.Equal(new ModelLifecycle { Released = new(2026, 1, 1), Deprecated = new(2026, 12, 1), Sunset = new(2027, 1, 1), Successor = "big-2" }, big.Lifecycle);
        Assert.Equal(["us", "eu"], big.Regions);
        Assert.Equal(0, big.RetentionDays);
        Assert.Equal([new("region:us", 1.1m), new("speed:fast", 2m)], big.Pricing!.Multipliers);
        Assert.Equal(
            [
                new PriceRule
                {
                    Rates = Rates((PriceUnit.Input, 3m), (PriceUnit.Output, 15m), (PriceUnit.CacheWrite1Hour, 6m), (PriceUnit.WebSearch, 10m)),
                    Tiers = [new PriceTier(200_000, Rates((PriceUnit.Input, 6m), (PriceUnit.Output, 22.5m)))],
                },
                new PriceRule { ServiceTier = "batch", Rates = Rates((PriceUnit.Input, 1.5m)) },
                new PriceRule
                {
                    From = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero),
                    Until = new DateTimeOffset(2026, 10, 1, 10, 30, 0, TimeSpan.Zero),
                    Rates = Rates((PriceUnit.Input, 2m)),
                },
                new PriceRule
                {
                    Window = new PriceWindow(new(16, 30), new(0, 30)) { Days = [DayOfWeek.Monday, DayOfWeek.Sunday] },
                    Rates = Rates((PriceUnit.Input, 0.1m)),
                },
            ],
            big.Pricing.Rules);

        Assert.Equal((1536, "acme-space", ModelKind.Embedding), (file.Models[2].Dimensions, file.Models[2].EmbeddingSpace, file.Models[2].Kind));
        Assert.Equal(ModelKind.Other, file.Models[3].Kind);
        Assert.Equal((ModelKind.Unknown, null, null, null), (file.Models[1].Kind, file.Models[1].Pricing, file.Models[1].Lifecycle, file.Models[1].Regions));
    }

    [Fact]
    public void WhatIsWrittenIsReadable()
    {
        string written = Encoding.UTF8.GetString(CatalogSamples.Parse(CatalogSamples.Whole).Write());

        Assert.StartsWith("{\n  \"$schema\": \"../catalog.schema.json\",\n  \"provider\": \"acme\",\n", written, StringComparison.Ordinal);
        Assert.EndsWith("}\n", written, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', written);
        Assert.Contains("\"can\": [\"tools\", \"image-input\"],\n", written, StringComparison.Ordinal);
        Assert.Contains("Big “1” <x>", written, StringComparison.Ordinal);
        Assert.Contains("\"output\": 15.00, ", written, StringComparison.Ordinal);
        Assert.Contains("        { \"serviceTier\": \"batch\", \"rates\": { \"input\": 1.5 } },\n", written, StringComparison.Ordinal);
        Assert.Contains("{ \"from\": \"2026-09-01\", \"until\": \"2026-10-01T10:30:00Z\", ", written, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWritten_IsReadAsItWas() => Gen.Int.Sample(seed =>
    {
        CatalogFile file = CatalogGenerator.Create(seed);
        byte[] written = file.Write();
        CatalogFile read = CatalogFile.Parse(written, "written");
        Assert.Equal(Facts.Of(file), Facts.Of(read));
        Assert.Equal(written, read.Write());
    }, iter: Tiers.IsFull ? 20_000 : 500);

    [Fact]
    public void TheLazyReader_FindsWhatTheStrictOneDoes() => Gen.Int.Sample(seed => CheckLazy(CatalogGenerator.Create(seed).Write(), null), iter: Tiers.IsFull ? 5_000 : 200);

    [Fact]
    public void TheLazyReader_FindsWhatTheStrictOneDoes_InEmbeddedFiles()
    {
        foreach (string provider in EmbeddedFiles.Names)
        {
            CheckLazy(EmbeddedFiles.Open(provider), ModelCatalog.Embedded);
        }
    }

    [Fact]
    public void AModelIsParsedOnce()
    {
        LazyProvider provider = new(() => Encoding.UTF8.GetBytes(CatalogSamples.Whole));
        Assert.Same(provider.Find("big-1"), provider.Find("Big-Latest"));
    }

    [Fact]
    public void AByteOrderMark_IsNoFault() =>
        Assert.Equal(4, CatalogFile.Parse(Encoding.UTF8.GetBytes("\uFEFF" + CatalogSamples.Whole), "acme.json").Models.Count);

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

    private static PriceRates Rates(params (PriceUnit Unit, decimal Usd)[] rates) => new(rates.Select(rate => KeyValuePair.Create(rate.Unit, rate.Usd)));
}
