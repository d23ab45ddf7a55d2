using Microsoft.Extensions.AI;
using ModelGateway.Tests.Catalog;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>The deployments that the name of a model without its provider may mean.</summary>
public sealed class ModelNamesTests
{
    private const string OpenAI = """{ "provider": "openai", "types": ["OpenAI"], "models": { "gpt-big": { "aliases": ["gpt-big-2026"] }, "gpt-small": {} } }""";

    private const string Groq = """{ "provider": "groq", "types": ["Groq"], "includes": ["weights"], "models": { "GPT-small": {}, "llama": {} } }""";

    private const string Router = """{ "provider": "openrouter", "types": ["OpenRouter"], "relays": { "openai": "openai" }, "models": {} }""";

    private const string Weights = """{ "provider": "weights", "models": { "qwen": {}, "llama": {} } }""";

    private const string Server = """{ "provider": "vllm", "types": ["VLLM"], "includes": ["weights"], "models": {} }""";

    [Theory]
    [InlineData("gpt-big", "openai/gpt-big")]
    [InlineData("GPT-BIG", "openai/gpt-big")]
    [InlineData("gpt-BIG-2026", "openai/gpt-big-2026")]
    [InlineData("llama", "groq/llama")]
    public void Find_ReturnsTheOneProviderThatHasTheModel(string name, string deployment)
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")).AddGroq(configure: o => o.Keys.Add("k"))
            .AddVLLM());
        Assert.Equal(deployment, Resolve(gateway, name));
        Assert.Equal(deployment, Resolve(gateway, name));
    }

    [Fact]
    public void Find_ReturnsTheSameDeploymentForTheBareAndTheWholeName()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")));
        Assert.Same(gateway.GetService(typeof(Deployment), "gpt-big"), gateway.GetService(typeof(Deployment), "openai/gpt-big"));
    }

    [Fact]
    public async Task Find_RefusesAModelThatTwoProvidersHave()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")).AddGroq(configure: o => o.Keys.Add("k")));

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() =>
            gateway.GetResponseAsync("hello", new() { ModelId = "gpt-small" }));

        Assert.Equal("'gpt-small' is a model of several: openai/gpt-small, groq/GPT-small. Name one of them, or a route that lists them.",
            exception.Message);
        Assert.Equal(["openai/gpt-small", "groq/GPT-small"], exception.Suggestions);
    }

    [Fact]
    public void Find_PrefersDeploymentsToTheCatalog()
    {
        using ScriptedChatClient client = ScriptedAnswers.Hello();
        using IChatClient gateway = Create(g => g
            .AddOpenAI(configure: o => o.Keys.Add("k"))
            .AddGroq(configure: o =>
            {
                o.Keys.Add("k");
                o.Models.Add(new ModelInfo { Id = "gpt-small" });
                o.Models.Add(new ModelInfo { Id = "tuned", CatalogId = "openai/gpt-big" });
            }));
        Assert.Equal("groq/gpt-small", Resolve(gateway, "gpt-small"));
        Assert.Equal("groq/tuned", Resolve(gateway, "gpt-big-2026"));
    }

    [Fact]
    public async Task Find_IgnoresNamesOfEarlierRequests()
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")).AddGroq(configure: o => o.Keys.Add("k")));
        Assert.Equal("groq/gpt-small", Resolve(gateway, "groq/gpt-small"));
        await Assert.ThrowsAsync<NoRouteException>(() => gateway.GetResponseAsync("hello", new() { ModelId = "gpt-small" }));
    }

    [Fact]
    public void Find_ReturnsAServerOfAnyModelWhereNoProviderListsTheModel()
    {
        using IChatClient alone = Create(g => g.AddVLLM());
        Assert.Equal("vllm/qwen", Resolve(alone, "qwen"));
        using IChatClient listed = Create(g => g.AddVLLM().AddGroq(configure: o => o.Keys.Add("k")));
        Assert.Equal("groq/llama", Resolve(listed, "llama"));
        Assert.Null(Resolve(listed, "qwen"));
    }

    [Fact]
    public void Find_ReturnsARelaysModelForANameWithASlash()
    {
        using IChatClient gateway = Create(g => g.AddOpenRouter(configure: o => o.Keys.Add("k")));
        Assert.Equal("openrouter/openai/gpt-big", Resolve(gateway, "openai/GPT-big"));
        Assert.Null(Resolve(gateway, "openai/gpt-none"));
    }

    [Theory]
    [InlineData("gpt-bigg", "openai/gpt-big")]
    [InlineData("lama", "groq/llama")]
    public async Task FindNearest_SuggestsNamesOfTheCatalog(string name, string nearest)
    {
        using IChatClient gateway = Create(g => g.AddOpenAI(configure: o => o.Keys.Add("k")).AddGroq(configure: o => o.Keys.Add("k")));

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() =>
            gateway.GetResponseAsync("hello", new() { ModelId = name }));

        Assert.Equal(nearest, exception.Suggestions[0]);
        Assert.Contains($"Did you mean '{nearest}'", exception.Message, StringComparison.Ordinal);
    }

    private static string? Resolve(IChatClient gateway, string name) => (gateway.GetService(typeof(Deployment), name) as Deployment)?.Name;

    private static IChatClient Create(Action<IModelGatewayBuilder> configure) => GatewayChatClient.Create(g =>
    {
        CatalogSamples.Use(g, Weights, OpenAI, Groq, Router, Server);
        configure(g);
    });
}
