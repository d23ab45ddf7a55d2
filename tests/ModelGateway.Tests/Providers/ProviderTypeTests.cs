using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;
using SatelliteProvider;

namespace ModelGateway.Tests.Providers;

/// <summary>A type of provider that another assembly adds, by public API alone.</summary>
public sealed class ProviderTypeTests : IDisposable
{
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("ModelGateway:Providers:local:Type", "echo"),
        new("ModelGateway:Providers:local:Prefix", "> "),
        new("ModelGateway:Providers:local:Models:0:Id", "m"),
        new("ModelGateway:DefaultRoute", "local/m"),
    ]).Build();

    private ServiceProvider? _services;

    private EchoJournal Journal => field ??= _services!.GetRequiredService<EchoJournal>();

    public void Dispose() => _services?.Dispose();

    [Fact]
    public async Task Type_IsUsedFromConfiguration()
    {
        IChatClient gateway = Create();

        ChatResponse response = await gateway.GetResponseAsync("hi");
        string streamed = string.Concat(await gateway.GetStreamingResponseAsync("ho").Select(static update => update.Text).ToListAsync());

        Assert.Equal(("> m: hi", "> m: ho"), (response.Text, streamed));
        Assert.Equal("local/m", response.GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task Type_IsUsedFromCode_AndSendsTheRequestedModel()
    {
        using IChatClient gateway = GatewayChatClient.Create(static g => g
            .AddEcho("local", static o =>
            {
                o.Settings["Prefix"] = "code ";
                o.Keys.Add("k1");
            })
            .Configure(static o => o.DefaultRoute = "local/any"));

        Assert.Equal("code k1any: hi", (await gateway.GetResponseAsync("hi")).Text);
        Assert.Equal("code k1other: hi", (await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "local/other" })).Text);
    }

    [Fact]
    public async Task Negotiation_RespectsTheCapabilitiesAndTheWindowOfTheClient()
    {
        Set(("Routes:chat:To", "local/short,local/m,other"));
        using ScriptedChatClient other = ScriptedAnswers.Hello();
        IChatClient gateway = Create(g => g.AddDeployment("other", other, leaveOpen: true));
        ChatOptions tools = new() { ModelId = "chat", Tools = [AIFunctionFactory.Create(static () => 1, "f")] };

        Assert.Equal("local/short", await AnsweredAsync("hi", new ChatOptions { ModelId = "chat", MaxOutputTokens = 1 }));
        Assert.Equal("local/m", await AnsweredAsync(string.Join(' ', Enumerable.Repeat("word", 900)),
            new ChatOptions { ModelId = "chat", MaxOutputTokens = 1 }));
        Assert.Equal("other", await AnsweredAsync("hi", tools));
        Deployment deployment = gateway.GetService<Deployment>("local/m")!;
        Assert.Equal(
            (CapabilitySupport.No, CapabilitySupport.Yes, 4_096),
            (deployment.Model.Capabilities[Capability.Tools], deployment.Model.Capabilities[Capability.JsonSchema],
                deployment.Model.ContextWindow));

        async Task<string?> AnsweredAsync(string text, ChatOptions options) =>
            (await gateway.GetResponseAsync(text, options)).GetReceipt()!.Deployment;
    }

    [Fact]
    public async Task Embeddings_GoThroughTheGenerator_InBatchesOfItsLimit()
    {
        IChatClient gateway = Create();
        var generator = gateway.GetService<IEmbeddingGenerator<string, Embedding<float>>>()!;

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(
            ["a", "bb", "ccc", "dddd", "eeeee"], new EmbeddingGenerationOptions { ModelId = "local/m" });

        Assert.Equal([1f, 2f, 3f, 4f, 5f], embeddings.Select(static embedding => embedding.Vector.Span[0]));
        Assert.Equal([2, 2, 1], Journal.Batches);
    }

    [Fact]
    public async Task ConcurrencyLimitOfTheClient_IsRespected()
    {
        Set(("Providers:local:Limits:MaxConcurrency", "2"));
        IChatClient gateway = Create();
        TaskCompletionSource gate = new();
        Journal.Gate = gate.Task;

        Task<ChatResponse>[] requests = [.. Enumerable.Range(0, 5).Select(_ => gateway.GetResponseAsync("hi"))];
        Assert.Equal(2, gateway.GetService<Deployment>("local/m")!.InFlight);
        gate.SetResult();
        await Task.WhenAll(requests);

        Assert.Equal(2, Journal.MostInFlight);
    }

    [Fact]
    public async Task KeyedGateways_HaveClientsOfTheirOwn()
    {
        ServiceCollection services = new();
        services.AddKeyedModelGateway("a",
            g => g.AddEcho("local", o => o.Settings["Prefix"] = "a ").Configure(o => o.DefaultRoute = "local/m"));
        services.AddKeyedModelGateway("b",
            g => g.AddEcho("local", o => o.Settings["Prefix"] = "b ").Configure(o => o.DefaultRoute = "local/m"));
        _services = services.BuildServiceProvider();

        Assert.Equal("a m: hi", (await _services.GetRequiredKeyedService<IChatClient>("a").GetResponseAsync("hi")).Text);
        Assert.Equal("b m: hi", (await _services.GetRequiredKeyedService<IChatClient>("b").GetResponseAsync("hi")).Text);
        Assert.Equal(2, Journal.Created);
        Assert.Single(_services.GetServices<ProviderType>(), static type => type.Name == "Echo");
    }

    [Fact]
    public async Task Reload_WithAChangedOwnSetting_ReplacesTheClientAfterItsLastRequest()
    {
        IChatClient gateway = Create();
        TaskCompletionSource gate = new();
        Journal.Gate = gate.Task;
        Task<ChatResponse> old = gateway.GetResponseAsync("hi");

        Change(("Providers:local:Prefix", "new "));
        Assert.Equal((2, 0), (Journal.Created, Journal.Disposed));
        gate.SetResult();

        Assert.Equal("> m: hi", (await old).Text);
        Assert.Equal((2, 1), (Journal.Created, Journal.Disposed));
        Assert.Equal("new m: hi", (await gateway.GetResponseAsync("hi")).Text);
        await _services!.DisposeAsync();
        Assert.Equal(2, Journal.Disposed);
    }

    [Fact]
    public async Task Reload_WithOtherChanges_KeepsTheClient()
    {
        IChatClient gateway = Create();

        Change(("QueueLimit", "7"));
        Change(("Providers:local:Timeouts:Total", "9s"));

        Assert.Equal("> m: hi", (await gateway.GetResponseAsync("hi")).Text);
        Assert.Equal((1, 0), (Journal.Created, Journal.Disposed));
    }

    [Fact]
    public async Task Reload_ThatIsNotValid_KeepsTheClient()
    {
        IChatClient gateway = Create();

        Change(("Providers:local:Prefix", "new "), ("QueueLimit", "-1"));

        Assert.Equal("> m: hi", (await gateway.GetResponseAsync("hi")).Text);
        Assert.Equal((1, 0), (Journal.Created, Journal.Disposed));
    }

    [Theory]
    [InlineData("Providers:local:Type", "Ecko", "Providers:local:Type is 'Ecko'. Set it to one of {types}. Did you mean 'Echo'?")]
    [InlineData("Providers:local:Prefx", "x", "Providers:local:Prefx is not a setting. Did you mean 'Prefix'?")]
    [InlineData("Providers:local:Prefix", null, "Providers:local:Prefix is missing. Set it to the text before every answer.")]
    [InlineData("Providers:local:Region", "eu", "Providers:local:Region is 'eu', which Echo does not use. Remove it.")]
    [InlineData("Providers:local:Endpoint", "https://host/", "Providers:local:Endpoint is 'https://host/', which Echo does not use. Remove it.")]
    [InlineData("Providers:local:Keys", "env:MG_NOT_THERE", "Providers:local:Keys:0 ('env:MG_NOT_THERE') is empty where it points.")]
    public void WrongSettings_AreRefused(string setting, string? value, string expected)
    {
        Set((setting, value));

        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(() => Create());

        string types = string.Join(", ", ProviderTypes.Names.Append("Echo").Order(StringComparer.Ordinal));
        Assert.Contains(expected.Replace("{types}", types, StringComparison.Ordinal), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnSettings_AreRefusedForTypesThatDoNotReadThem()
    {
        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(static () =>
            GatewayChatClient.Create(static g => g.AddOllama("p", static o => o.Settings["Prefix"] = "x").AddEcho("e", static o =>
            {
                o.Settings["Prefix"] = "x";
                o.Settings["Limit:MaxConcurrency"] = "2";
            })));

        Assert.Equal(
            [
                "Providers:p:Prefix is not a setting of Ollama. Remove it.",
                "Providers:e:Limit:MaxConcurrency is not a setting of Echo. Did you mean 'Limits'? Known: Keys, Prefix, Limits.",
            ],
            exception.Failures);
    }

    private IChatClient Create(Action<IModelGatewayBuilder>? configure = null)
    {
        ServiceCollection services = new();
        services.AddEchoProviderType();
        services.AddModelGateway(_configuration.GetSection("ModelGateway"), configure);
        _services = services.BuildServiceProvider();
        return _services.GetRequiredService<IChatClient>();
    }

    private void Set(params (string Key, string? Value)[] settings)
    {
        foreach ((string key, string? value) in settings)
        {
            _configuration["ModelGateway:" + key] = value;
        }
    }

    private void Change(params (string Key, string? Value)[] settings)
    {
        Set(settings);
        _configuration.Reload();
    }
}
