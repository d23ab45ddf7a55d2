using ModelGateway.Catalog.Json;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Catalog;

/// <summary>How models are found, relayed and included, and how catalogs are layered.</summary>
public sealed class ModelCatalogTests
{
    private const string Maker = """
        {
          "provider": "maker", "types": ["Maker"], "hosts": ["api.maker.example"],
          "defaults": { "can": ["streaming", "no-training"], "regions": ["us"], "retentionDays": 30 },
          "models": {
            "big": { "kind": "chat", "aliases": ["big-latest"], "can": ["tools", "web-search"], "context": 1000, "tokenizer": "t", "successor": "bigger", "prices": [ { "rates": { "input": 1 } } ] },
            "bigger": { "kind": "chat" }
          }
        }
        """;

    private const string Relay = """
        {
          "provider": "relay", "types": ["Relay"], "relays": { "maker": "maker" },
          "defaults": { "can": ["top-k"], "cannot": ["seed"], "context": 7 },
          "models": { "maker/bigger": { "context": 5, "prices": [ { "rates": { "input": 9 } } ] }, "own": { } }
        }
        """;

    private const string Weights = """{ "provider": "weights", "models": { "llama": { "kind": "chat", "context": 8000, "can": ["tools"], "prices": [ { "rates": { "input": 0 } } ] } } }""";

    private const string Server = """{ "provider": "server", "types": ["Server"], "includes": ["weights", "server-2"], "defaults": { "cannot": ["tools"], "context": 1 }, "models": {} }""";

    private const string Server2 = """{ "provider": "server-2", "includes": ["server"], "models": { "mine": {} } }""";

    private static readonly ModelCatalog Catalog = CatalogSamples.Catalog(Maker, Relay, Weights, Server, Server2);

    private static readonly ModelCatalog Upper = CatalogSamples.Catalog("""
            {
              "provider": "maker", "hosts": ["new.maker.example"], "defaults": { "regions": ["eu"] },
              "models": {
                "big": { "aliases": ["huge"], "can": ["seed"], "cannot": ["tools"], "context": 2000, "sunset": "2027-01-01" },
                "new": { "context": 3 }
              }
            }
            """,
            """{ "provider": "another", "models": { "x": {} } }""").Over(Catalog);

    [Theory]
    [InlineData("maker", "big")]
    [InlineData("MAKER", "Big-LATEST")]
    public void Find_IgnoresTheCaseOfNames(string provider, string name)
    {
        ModelInfo big = Catalog.Find(provider, name)!;
        Assert.Equal(("big", "maker/big", 1000, 30), (big.Id, big.CatalogId, big.ContextWindow, big.RetentionDays));
        Assert.Equal("tools, streaming, web-search, no-training", big.Capabilities.ToString());
    }

    [Theory]
    [InlineData("maker", "small")]
    [InlineData("nobody", "big")]
    [InlineData("maker", "")]
    [InlineData("relay", "maker/small")]
    [InlineData("relay", "other/big")]
    [InlineData("server", "big")]
    public void Find_ReturnsNullForAnUnknownModel(string provider, string name) => Assert.Null(Catalog.Find(provider, name));

    [Fact]
    public void Find_TakesTheTermsOfARelay()
    {
        ModelInfo big = Catalog.Find("relay", "maker/big-latest")!;

        Assert.Equal(
            ("maker/big", "maker/big", 1000, "t", ModelKind.Chat), (big.Id, big.CatalogId, big.ContextWindow, big.Tokenizer, big.Kind));
        Assert.Equal("tools, streaming, top-k, !seed", big.Capabilities.ToString());
        Assert.Equal((null, null, null), (big.Pricing, big.Regions, big.RetentionDays));
        Assert.Equal("maker/bigger", big.Lifecycle!.Successor);
        Assert.Equal(["maker/big-latest"], big.Aliases);
    }

    [Fact]
    public void Find_PrefersTheFactsThatARelayLists()
    {
        ModelInfo bigger = Catalog.Find("relay", "maker/bigger")!;
        Assert.Equal(
            (5, ModelKind.Chat, "maker/bigger", 9m),
            (bigger.ContextWindow, bigger.Kind, bigger.CatalogId, bigger.Pricing!.Rules[0].Rates[PriceUnit.Input]));
    }

    [Fact]
    public void Find_LimitsIncludedModelsToTheServersCapabilities()
    {
        ModelInfo llama = Catalog.Find("server", "llama")!;
        Assert.Equal(
            ("llama", "weights/llama", 8000, CapabilitySupport.No),
            (llama.Id, llama.CatalogId, llama.ContextWindow, llama.Capabilities[Capability.Tools]));
        Assert.Null(Catalog.FindListed("server", "llama"));
        Assert.NotNull(Catalog.FindListed("weights", "llama"));
        Assert.NotNull(Catalog.FindListed("relay", "maker/big"));
    }

    [Fact]
    public void Models_FollowsFilesThatIncludeEachOtherOnce()
    {
        Assert.Equal("mine", Catalog.Find("server", "mine")!.Id);
        Assert.Equal(["llama", "mine"], Catalog.Models("server").Select(model => model.Id).Order());
        Assert.Equal(["maker/bigger", "own"], Catalog.Models("relay").Select(model => model.Id));
        Assert.Empty(Catalog.Models("nobody"));
    }

    [Theory]
    [InlineData("Maker", null, "maker")]
    [InlineData("maker", "https://elsewhere.example/v1", "maker")]
    [InlineData("OpenAICompatible", "https://api.maker.example/v1", "maker")]
    [InlineData("OpenAICompatible", "https://eu.api.MAKER.example/v1", "maker")]
    [InlineData("OpenAICompatible", "https://evilapi.maker.example.com/v1", null)]
    [InlineData("OpenAICompatible", "https://notapi.maker.example2/v1", null)]
    [InlineData("OpenAICompatible", "https://xapi.maker.example/v1", null)]
    [InlineData("Relay", "https://api.maker.example/v1", "maker")]
    [InlineData("OpenAICompatible", null, null)]
    public void FindProvider_GoesByHostThenType(string type, string? endpoint, string? provider) =>
        Assert.Equal(provider, Catalog.FindProvider(type, endpoint is null ? null : new Uri(endpoint)));

    [Fact]
    public void Over_TakesFactsFromTheUpperCatalogFirst()
    {
        ModelInfo big = Upper.Find("maker", "big")!;

        Assert.Equal(
            (2000, "t", 30, ModelKind.Chat, 1m),
            (big.ContextWindow, big.Tokenizer, big.RetentionDays, big.Kind, big.Pricing!.Rules[0].Rates[PriceUnit.Input]));
        Assert.Equal("streaming, seed, web-search, no-training, !tools", big.Capabilities.ToString());
        Assert.Equal(new ModelLifecycle { Sunset = new(2027, 1, 1), Successor = "bigger" }, big.Lifecycle);
        Assert.Equal(["huge", "big-latest"], big.Aliases);
        Assert.Equal(["eu"], big.Regions!);
        Assert.Equal(["eu"], Upper.Find("maker", "bigger")!.Regions!);
        Assert.Equal(3, Upper.Find("maker", "new")!.ContextWindow);
        Assert.Equal(1000, Catalog.Find("maker", "big")!.ContextWindow);
    }

    [Fact]
    public void Over_FindsModelsByTheNamesOfBothCatalogs()
    {
        ModelInfo big = Upper.Find("maker", "big")!;

        Assert.Equal(Facts.Of(big), Facts.Of(Upper.Find("maker", "big-latest")));
        Assert.Equal(Facts.Of(big), Facts.Of(Upper.Find("maker", "HUGE")));
        Assert.Equal(["big", "new", "bigger"], Upper.Models("maker").Select(model => model.Id));
    }

    [Fact]
    public void Over_ListsTheProvidersOfBothCatalogs()
    {
        Assert.Equal(["another", "maker", "relay", "server", "server-2", "weights"], Upper.Providers);
        Assert.Equal("maker", Upper.FindProvider("Maker", null));
        Assert.Equal("maker", Upper.FindProvider("OpenAICompatible", new Uri("https://new.maker.example")));
    }

    [Fact]
    public void Over_ChangesTheModelsOfRelaysToo() => Assert.Equal(2000, Upper.Find("relay", "maker/big")!.ContextWindow);

    [Fact]
    public void Over_MergesAModelThatTheOtherCatalogListsAsAnAlias()
    {
        ModelCatalog over = CatalogSamples.Catalog("""{ "provider": "maker", "models": { "big-latest": { "context": 2000 } } }""").Over(Catalog);

        Assert.Equal((2000, "t"), (over.Find("maker", "big")!.ContextWindow, over.Find("maker", "big")!.Tokenizer));
        Assert.Equal((2000, "t"), (over.Find("maker", "big-latest")!.ContextWindow, over.Find("maker", "big-latest")!.Tokenizer));
        Assert.Equal(2, over.Models("maker").Count());
    }

    [Fact]
    public void Find_ReturnsTheSameModelToConcurrentCallers()
    {
        ModelCatalog catalog = new(EmbeddedFiles.Providers);
        ModelInfo?[] found = new ModelInfo?[64];
        Parallel.For(0, found.Length, i => found[i] = catalog.Find("openai", "gpt-4o"));
        Assert.All(found, model => Assert.Same(found[0], model));
    }
}
