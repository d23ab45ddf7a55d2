using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Catalog;

namespace ModelGateway.Tests.Configuration;

/// <summary>Configured facts of a model override the facts of the catalog.</summary>
public sealed class DeploymentModelsTests
{
    private const string OpenAI = """
        {
          "provider": "openai", "types": ["OpenAI"], "hosts": ["api.openai.com"], "defaults": { "can": ["streaming"] },
          "models": {
            "big": { "aliases": ["big-2026"], "kind": "chat", "can": ["tools", "json-schema"], "context": 1000, "maxOutput": 100, "tokenizer": "o200k", "prices": [ { "rates": { "input": 1 } } ] },
            "vectors": { "aliases": ["vectors-1"], "kind": "embedding", "dimensions": 4 },
            "chatty-embedder": { "kind": "chat" },
            "private": { "kind": "chat", "retentionDays": 0 }
          }
        }
        """;

    private const string Groq = """{ "provider": "groq", "types": ["Groq"], "hosts": ["api.groq.com"], "models": { "llama": { "kind": "chat", "context": 8000 }, "big": { "context": 5 } } }""";

    private const string Router = """{ "provider": "openrouter", "types": ["OpenRouter"], "relays": { "openai": "openai" }, "models": {} }""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UseCatalogPrices_AllowsTheCatalogsPriceAtAnotherAddress(bool allowed)
    {
        using IChatClient gateway = Create(g => g
            .AddOpenAI(configure: o =>
            {
                o.Keys.Add("k");
                o.Endpoint = new Uri("https://proxy.test/v1/");
                o.UseCatalogPrices = allowed;
                o.Models.Add(new ModelInfo { Id = "house", CatalogId = "openai/big" });
            })
            .AddConfiguration(new ConfigurationBuilder().AddInMemoryCollection(
                [new("Providers:openai:UseCatalogPrices", allowed ? "true" : null)]).Build()));

        foreach (string model in new[] { "openai/house", "openai/big" })
        {
            Assert.Equal(allowed ? 1m : null, Model(gateway, model).Pricing?.Rules[0].Rates[PriceUnit.Input]);
            Assert.Equal("openai/big", Model(gateway, model).CatalogId);
        }
    }

    [Fact]
    public void Name_CompletesAModelThatOnlyARequestNames()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")));

        ModelInfo model = Model(gateway, "openai/BIG-2026");
        Assert.Equal(("BIG-2026", "openai/big", 1000, 100, "o200k", ModelKind.Chat),
            (model.Id, model.CatalogId, model.ContextWindow, model.MaxOutputTokens, model.Tokenizer, model.Kind));
        Assert.Equal("tools, json-schema, streaming", Said(model));
        Assert.Equal(1m, model.Pricing!.Rules[0].Rates[PriceUnit.Input]);
        Assert.Equal(new ModelInfo { Id = "unheard-of" }, Model(gateway, "openai/unheard-of") with { Capabilities = default });
    }

    [Fact]
    public void Join_PrefersConfiguredFactsToTheCatalogs()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o =>
        {
            o.Keys.Add("k");
            o.Models.Add(new ModelInfo
            {
                Id = "big",
                Pricing = ModelPricing.PerMillion(7, 8),
                MaxOutputTokens = 50,
                Capabilities = new CapabilitySet([Capability.Seed], [Capability.Tools]),
                Aliases = ["house-model"],
            });
        }).AddRoute("chat", route => route.To("openai/big", "openai/house-model")));

        foreach (string name in new[] { "big", "house-model" })
        {
            ModelInfo model = Model(gateway, "openai/" + name);
            Assert.Equal((name, "openai/big", 1000, 50), (model.Id, model.CatalogId, model.ContextWindow, model.MaxOutputTokens));
            Assert.Equal(ModelPricing.PerMillion(7, 8), model.Pricing);
            Assert.Equal("json-schema, streaming, seed, !tools", Said(model));
        }
    }

    [Fact]
    public void CatalogId_FindsTheModelOfThisOrAnotherProvider()
    {
        using IChatClient gateway = Create(g => g
            .AddOpenAI(configure: o =>
            {
                o.Keys.Add("k");
                o.Models.Add(new ModelInfo { Id = "fine-tuned", CatalogId = "big" });
            })
            .AddOpenAICompatible("local", new Uri("http://localhost:1/v1"), o => o.Models.Add(new ModelInfo { Id = "mine", CatalogId = "groq/llama" })));

        Assert.Equal(("fine-tuned", "openai/big", 1000), Named(Model(gateway, "openai/fine-tuned")));
        Assert.Equal(("mine", "groq/llama", 8000), Named(Model(gateway, "local/mine")));
        Assert.Equal(("llama", null, null), Named(Model(gateway, "local/llama")));
    }

    [Fact]
    public void FindProvider_RecognisesAKnownHost()
    {
        using IChatClient gateway = Create(g => g.AddOpenAICompatible("fast", new Uri("https://api.groq.com/openai/v1"), o => o.Keys.Add("k")));
        Assert.Equal(("llama", "groq/llama", 8000), Named(Model(gateway, "fast/llama")));
    }

    [Fact]
    public void Join_CompletesAWrappedClientOnlyByItsCatalogId()
    {
        using ScriptedChatClient client = new();
        using IChatClient gateway = Create(g => g
            .AddDeployment("openai/big", client, leaveOpen: true)
            .AddDeployment("known", client, leaveOpen: true, o => o.Model = new ModelInfo
            {
                Id = "known",
                CatalogId = "openai/big",
                MaxOutputTokens = 9,
                MaxInputTokens = 90,
                Dimensions = 3,
                Tokenizer = "mine",
                Regions = ["eu"],
                RetentionDays = 0,
                Capabilities = new CapabilitySet([Capability.Seed]),
            }));

        Assert.Equal(new ModelInfo { Id = "big", Capabilities = new CapabilitySet([Capability.Streaming]) }, Model(gateway, "openai/big"));
        ModelInfo known = Model(gateway, "known");
        Assert.Equal(("known", "openai/big", 1000), Named(known));
        Assert.Equal((9, 90, 3, "mine", 0),
            (known.MaxOutputTokens, known.MaxInputTokens, known.Dimensions, known.Tokenizer, known.RetentionDays));
        Assert.Equal(["eu"], known.Regions!);
        Assert.Equal("tools, json-schema, streaming, seed, zero-retention", known.Capabilities.ToString());
    }

    [Theory]
    [InlineData("private", null, CapabilitySupport.Yes)]
    [InlineData("private", 30, CapabilitySupport.No)]
    [InlineData("big", 0, CapabilitySupport.Yes)]
    [InlineData("big", null, CapabilitySupport.Unknown)]
    public void RetentionDays_OfZeroMeanZeroRetention(string id, int? days, CapabilitySupport expected)
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o =>
        {
            o.Keys.Add("k");
            o.Models.Add(new ModelInfo { Id = id, RetentionDays = days });
        }));
        Assert.Equal(expected, Model(gateway, "openai/" + id).Capabilities[Capability.ZeroRetention]);
    }

    [Fact]
    public void EmbeddingSpace_IsThatOfTheModelUnderAllItsNames()
    {
        using IChatClient gateway = Create(g => g
            .AddOpenAI(configure: o =>
            {
                o.Keys.Add("k");
                o.Models.Add(new ModelInfo { Id = "mine", CatalogId = "vectors" });
            })
            .AddOpenRouter(configure: o => o.Keys.Add("k"))
            .AddOpenAICompatible("local", new Uri("http://localhost:1/v1"), o =>
            {
                o.Models.Add(new ModelInfo { Id = "v", CatalogId = "openai/vectors-1" });
                o.Models.Add(new ModelInfo { Id = "vectors" });
            }));

        Assert.All(
            new[] { "openai/vectors", "openai/vectors-1", "openai/mine", "openrouter/openai/vectors", "local/v", "local/vectors" },
            name => Assert.Equal("vectors", Deployment(gateway, name).EmbeddingSpace));
        Assert.NotEqual("vectors", Deployment(gateway, "openai/big").EmbeddingSpace);
    }

    [Fact]
    public void Kind_DecidesWhatEmbedsRatherThanTheName()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")));
        Assert.True(Deployment(gateway, "openai/vectors").IsKnownToEmbed);
        Assert.False(Deployment(gateway, "openai/chatty-embedder").IsKnownToEmbed);
        Assert.True(Deployment(gateway, "openai/unheard-of-embedder").IsKnownToEmbed);
    }

    [Fact]
    public void Catalog_IsAService()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")));
        ModelCatalog catalog = gateway.GetService<ModelCatalog>()!;
        Assert.NotNull(catalog.Find("openai", "big"));
        Assert.Same(catalog, gateway.GetService<IEmbeddingGenerator<string, Embedding<float>>>()!.GetService(typeof(ModelCatalog)));

        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddOpenAI(configure: o => o.Keys.Add("k")));
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Same(ModelCatalog.Embedded, provider.GetRequiredService<ModelCatalog>());
    }

    private static (string Id, string? CatalogId, int? Context) Named(ModelInfo model) => (model.Id, model.CatalogId, model.ContextWindow);

    [Fact]
    public void Join_DropsAVendorsTermsAtAnotherAddress()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o =>
        {
            o.Keys.Add("k");
            o.Endpoint = new Uri("https://gateway.example/v1");
        }));

        Assert.Equal((1000, "o200k", null),
            (Model(gateway, "openai/big").ContextWindow, Model(gateway, "openai/big").Tokenizer, Model(gateway, "openai/big").Pricing));
        Assert.Null(Model(gateway, "openai/private").RetentionDays);
        Assert.Equal(CapabilitySupport.Unknown, Model(gateway, "openai/private").Capabilities[Capability.ZeroRetention]);
    }

    [Fact]
    public void CatalogId_OfAnotherProviderBringsItsPricesButNotItsPolicy()
    {
        using IChatClient gateway = Create(g => g.AddGroq(configure: o =>
        {
            o.Keys.Add("k");
            o.Models.Add(new ModelInfo { Id = "mine", CatalogId = "openai/big" });
            o.Models.Add(new ModelInfo { Id = "secret", CatalogId = "openai/private" });
        }));

        Assert.Equal((1000, 1m),
            (Model(gateway, "groq/mine").ContextWindow, Model(gateway, "groq/mine").Pricing!.Rules[0].Rates[PriceUnit.Input]));
        Assert.Null(Model(gateway, "groq/secret").RetentionDays);
        Assert.Equal(CapabilitySupport.Unknown, Model(gateway, "groq/secret").Capabilities[Capability.ZeroRetention]);
    }

    private static ModelInfo Model(IChatClient gateway, string name) => Deployment(gateway, name).Model;

    private static Deployment Deployment(IChatClient gateway, string name) => (Deployment)gateway.GetService(typeof(Deployment), name)!;

    // Without the capabilities that the protocol cannot express.
    private static string Said(ModelInfo model) =>
        string.Join(", ", model.Capabilities.ToString().Split(", ").Where(static name => name[0] != '!' || name == "!tools"));

    private static IChatClient Create(Action<IModelGatewayBuilder> configure) => GatewayChatClient.Create(g =>
    {
        CatalogSamples.Use(g, OpenAI, Groq, Router);
        configure(g);
    });
}
