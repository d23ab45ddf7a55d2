using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>A running gateway whose configuration changes.</summary>
public sealed class SnapshotStoreTests : IDisposable
{
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DefaultRoute", "a")])
        .Build();
    private readonly ScriptedChatClient _a = ScriptedAnswers.Hello();
    private readonly ScriptedChatClient _b = ScriptedAnswers.Hello();
    private readonly LogLines _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _events = [];
    private IChatClient? _gateway;

    public void Dispose()
    {
        _gateway?.Dispose();
        _log.Dispose();
        _a.Dispose();
        _b.Dispose();
    }

    [Fact]
    public async Task Reload_TakesEffectForNewRequests_WhileOneInFlightKeepsTheOldSnapshot()
    {
        TaskCompletionSource release = new();
        _a.Reply(async (_, _) =>
        {
            await release.Task;
            throw new HttpRequestException("down");
        });
        Set(("DefaultRoute", "chat"), ("Routes:chat:To", "a,b"));
        IChatClient gateway = Create();

        Task<ChatResponse> old = gateway.GetResponseAsync("hi");
        Change(("Routes:chat:To", "b"));
        ChatResponse current = await gateway.GetResponseAsync("hi");
        release.SetResult();

        Assert.Equal(["b"], current.GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
        Assert.Equal(["a", "b"], (await old).GetReceipt()!.Attempts.Select(attempt => attempt.Deployment));
        Assert.Equal(["reloaded"], _events);
    }

    [Fact]
    public async Task Reload_ThatIsNotValidKeepsTheLastGoodSnapshot_UntilAValidOne()
    {
        IChatClient gateway = Create();

        Change(("DefaultRoute", "nowhere"));
        Assert.Equal("a", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
        Change(("DefaultRoute", "b"));

        Assert.Equal("b", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
        Assert.Equal(["failed: DefaultRoute is 'nowhere', which is no route and no deployment.", "reloaded"], _events);
        Assert.Contains(_log.All,
            line => line.StartsWith("Error: Gateway '': a changed configuration is not valid", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reload_WhoseCodeThrowsIsAFailedReload()
    {
        bool broken = false;
        IChatClient gateway = Create(g => g.Configure(_ => { if (broken) { throw new FormatException("odd"); } }));

        broken = true;
        Change(("DefaultRoute", "b"));

        Assert.Equal(["failed: odd"], _events);
        Assert.Equal("a", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task Reload_TakesEffectDespiteAHandlerThatThrows()
    {
        IChatClient gateway = Create();
        GatewayEvents events = gateway.GetService<GatewayEvents>()!;
        events.ConfigurationReloaded += (_, _) => throw new InvalidOperationException("handler");
        events.ConfigurationReloadFailed += (_, _) => throw new InvalidOperationException("handler");

        Change(("DefaultRoute", "nowhere"));
        Change(("DefaultRoute", "b"));

        Assert.Equal("b", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
        Assert.Equal(2, _log.All.Count(line => line.Contains("handler", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Reload_KeepsBreakersAndBudgets()
    {
        Set(("Breaker:MinimumCalls", "1"), ("Budgets:0:Usd", "26"));
        IChatClient gateway = Create();
        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "b", MaxOutputTokens = 10 });
        _a.Fail(new HttpRequestException("down")).RepeatLast();
        for (int i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi", new ChatOptions { MaxOutputTokens = 1 }));
        }

        Change(("QueueLimit", "5"));

        Assert.Contains("resting", (await Assert.ThrowsAsync<NoRouteException>(() => gateway.GetResponseAsync("hi"))).Message,
            StringComparison.Ordinal);
        BudgetExceededException refused = await Assert.ThrowsAsync<BudgetExceededException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "b", MaxOutputTokens = 10 }));
        Assert.Equal(15m, refused.CommittedUsd);
        Change(("Budgets:0:Usd", "100"));
        Assert.Equal("b",
            (await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "b", MaxOutputTokens = 10 })).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task Reload_ReleasesAReplacedProviderAfterItsLastRequest_AndEndsTheRestOfItsKeys()
    {
        TaskCompletionSource<HttpStatusCode> answer = new();
        StubHandler http = new(async (_, token) => StubHandler.Json(
            await answer.Task.WaitAsync(token), """{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"late"}}]}"""));
        (string, string?)[] provider = [("Providers:p:Type", "OpenAI"), ("Providers:p:Keys", "k"), ("Providers:p:Endpoint", "https://p.example/")];
        Set(provider);
        IChatClient gateway = Create(g => g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http));

        Task<ChatResponse> old = gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" });
        Change(("Providers:p:Endpoint", "https://elsewhere.example/"));
        Assert.Equal("elsewhere.example", gateway.GetService<ChatClientMetadata>("p/m")!.ProviderUri!.Host);
        answer.SetResult(HttpStatusCode.OK);
        Assert.Equal("late", (await old).Text);

        answer = new();
        answer.SetResult(HttpStatusCode.Unauthorized);
        Change(provider);
        for (int i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" }));
        }

        NoRouteException resting = await Assert.ThrowsAsync<NoRouteException>(() =>
            gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" }));
        Assert.Contains("no usable key for 250 ms (Providers:p:Keys), as it last said 401: ", resting.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(250), resting.RetryAfter);

        // The key was mended at the vendor, and its text is the same.
        answer = new();
        answer.SetResult(HttpStatusCode.OK);
        Change(("QueueLimit", "7"));
        Assert.Equal("late", (await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" })).Text);
    }

    [Fact]
    public void Dispose_EndsTheSubscriptionToChanges()
    {
        Create().Dispose();

        Change(("DefaultRoute", "nowhere"));

        Assert.Empty(_events);
    }

    private void Set(params (string Key, string? Value)[] settings)
    {
        foreach ((string key, string? value) in settings)
        {
            _configuration[key] = value;
        }
    }

    private void Change(params (string Key, string? Value)[] settings)
    {
        Set(settings);
        _configuration.Reload();
    }

    private IChatClient Create(Action<IModelGatewayBuilder>? configure = null)
    {
        _gateway = GatewayChatClient.Create(g =>
        {
            g.Services.AddLogging(logging => logging.AddProvider(_log));
            g.Services.AddSingleton<TimeProvider>(_time);
            ModelInfo model = new() { Id = "m", Pricing = ModelPricing.PerMillion(1_000_000, 1_000_000) };
            g.AddDeployment("a", _a, configure: o => o.Model = model).AddDeployment("b", _b, configure: o => o.Model = model);
            configure?.Invoke(g);
            g.AddConfiguration(_configuration);
        });
        GatewayEvents events = _gateway.GetService<GatewayEvents>()!;
        events.ConfigurationReloaded += (_, _) => _events.Add("reloaded");
        events.ConfigurationReloadFailed += (_, failed) => _events.Add("failed: " + failed.Message);
        return _gateway;
    }
}
