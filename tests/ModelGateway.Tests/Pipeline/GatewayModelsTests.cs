using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline;

/// <summary>Asking a provider for its models.</summary>
public sealed class GatewayModelsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Pages_AreFollowed_WithTheProvidersKeyAndHeaders()
    {
        using StubHandler handler = new(static (request, _) =>
            Task.FromResult(Json(request.RequestUri!.Query.Contains("after_id=b%2F1", StringComparison.Ordinal)
            ? """{"data":[{"id":"c"}],"has_more":false,"last_id":"c"}"""
            : """{"data":[{"id":"a","display_name":"A"},{"id":"b/1"}],"has_more":true,"last_id":"b/1"}""")));
        using IChatClient gateway = Create(handler, "k-one");

        IReadOnlyList<DiscoveredModel> models = await gateway.GetService<GatewayModels>()!.ListAsync("CLAUDE");

        Assert.Equal(["a", "b/1", "c"], models.Select(model => model.Id));
        Assert.Equal(["https://api.anthropic.com/v1/models?limit=1000", "https://api.anthropic.com/v1/models?limit=1000&after_id=b%2F1"], handler.Sent.Select(sent => sent.Address.AbsoluteUri));
        Assert.All(handler.Sent, sent => Assert.Contains("x-api-key: k-one", sent.Headers, StringComparison.Ordinal));
        Assert.All(handler.Sent, sent => Assert.Contains("x-own: 1", sent.Headers, StringComparison.Ordinal));
        Assert.All(handler.Sent, sent => Assert.Equal("", sent.Body));
        Assert.Equal(0, gateway.GetService<InMemoryLedger>()!.TotalCount);
    }

    [Fact]
    public async Task RefusedKey_Rests_AndTheNextOneIsUsed()
    {
        using StubHandler handler = new(static (request, _) => Task.FromResult(
            request.Headers.GetValues("x-api-key").Single() == "k-one" ? new HttpResponseMessage(HttpStatusCode.Unauthorized) : Json("""{"data":[]}""")));
        using IChatClient gateway = Create(handler, "k-one", "k-two");
        GatewayModels models = gateway.GetService<GatewayModels>()!;

        Assert.Empty(await models.ListAsync("claude"));
        Assert.Empty(await models.ListAsync("claude"));
        Assert.Empty(await models.ListAsync("claude"));

        Assert.Single(handler.Sent, sent => sent.Headers.Contains("k-one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RateLimitedList_LeavesTheKeyToTheModels()
    {
        using StubHandler handler = new(static (request, _) => Task.FromResult(request.Method == HttpMethod.Get
            ? new HttpResponseMessage(HttpStatusCode.TooManyRequests)
            : Json("""{"id":"m1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"hello"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":1}}""")));
        using IChatClient gateway = Create(handler, "k-one");
        GatewayModels models = gateway.GetService<GatewayModels>()!;

        Assert.Equal(FailureKind.RateLimited, (await Assert.ThrowsAsync<ProviderException>(() => models.ListAsync("claude"))).Kind);
        ProviderException rests = await Assert.ThrowsAsync<ProviderException>(() => models.ListAsync("claude"));

        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromSeconds(5)), (rests.Kind, rests.RetryAfter));
        Assert.Single(handler.Sent);
        Assert.Equal("hello", (await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "claude/m" })).Text);
        _time.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<ProviderException>(() => models.ListAsync("claude"));
        Assert.Equal(3, handler.Sent.Count);
    }

    [Fact]
    public async Task UnknownProvider_AndOneWithoutAList_AreTypedErrors()
    {
        using StubHandler handler = StubHandler.OpenAI();
        using IChatClient gateway = Create(handler, "k-one");
        GatewayModels models = gateway.GetService<GatewayModels>()!;

        NoRouteException unknown = await Assert.ThrowsAsync<NoRouteException>(() => models.ListAsync("clause"));
        Assert.Equal(("'clause' is no provider. Did you mean 'claude'?", "claude"), (unknown.Message, Assert.Single(unknown.Suggestions)));
        await Assert.ThrowsAsync<ArgumentException>(() => models.ListAsync(" "));
        Assert.Empty(handler.Sent);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("""{"data":[{"id":7}]}""")]
    [InlineData("""{"data":[{}]}""")]
    [InlineData("""{"error":"no"}""")]
    [InlineData("""{"data":[{"id":"\ud800"}]}""")]
    public async Task UnreadableList_IsMalformed(string body)
    {
        using StubHandler handler = new((_, _) => Task.FromResult(Json(body)));
        using IChatClient gateway = Create(handler, "k-one");

        Assert.Equal(FailureKind.Malformed,
            (await Assert.ThrowsAsync<ProviderException>(() => gateway.GetService<GatewayModels>()!.ListAsync("claude"))).Kind);
    }

    [Fact]
    public async Task EndlessList_IsMalformed()
    {
        int page = 0;
        using StubHandler handler = new((_, _) => Task.FromResult(Json($$"""{"data":[],"has_more":true,"last_id":"{{++page}}"}""")));
        using IChatClient gateway = Create(handler, "k-one");

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() =>
            gateway.GetService<GatewayModels>()!.ListAsync("claude"));

        Assert.Equal((FailureKind.Malformed, 100), (exception.Kind, handler.Sent.Count));
    }

    [Fact]
    public async Task ListOfTooManyModels_IsMalformed()
    {
        string page = string.Join(',', Enumerable.Repeat("""{"id":"a"}""", 100_001));
        using StubHandler handler = new((_, _) => Task.FromResult(Json($$"""{"data":[{{page}}]}""")));
        using IChatClient gateway = Create(handler, "k-one");

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(
            () => gateway.GetService<GatewayModels>()!.ListAsync("claude"));

        Assert.Equal(FailureKind.Malformed, exception.Kind);
        Assert.Contains("more than 100000 models", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentServer_TimesOut_AndACallerMayCancel()
    {
        using StubHandler handler = new(static async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException();
        });
        using IChatClient gateway = Create(handler, "k-one");
        GatewayModels models = gateway.GetService<GatewayModels>()!;

        Task slow = models.ListAsync("claude");
        _time.Advance(TimeSpan.FromSeconds(11));
        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => slow.Bounded());
        Assert.Equal((FailureKind.Timeout, "'claude' took more than 10 s to list its models (Timeouts:Total)."),
            (exception.Kind, exception.Message));

        using CancellationTokenSource cancellation = new();
        Task cancelled = models.ListAsync("claude", cancellation.Token);
        await cancellation.CancelAsync();
        Assert.Equal(cancellation.Token,
            (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Bounded())).CancellationToken);
    }

    [Fact]
    public async Task DisposedGateway_ListsNothing()
    {
        using StubHandler handler = StubHandler.OpenAI();
        IChatClient gateway = Create(handler, "k-one");
        GatewayModels models = gateway.GetService<GatewayModels>()!;
        gateway.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => models.ListAsync("claude"));
    }

    private static HttpResponseMessage Json(string body) => StubHandler.Json(HttpStatusCode.OK, body);

    private IChatClient Create(StubHandler handler, params string[] keys) => GatewayChatClient.Create(g =>
    {
        g.Services.AddSingleton<TimeProvider>(_time);
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => handler);
        g.AddAnthropic("claude", provider =>
        {
            provider.Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(10) };
            provider.Headers["x-own"] = "1";
            foreach (string key in keys)
            {
                provider.Keys.Add(key);
            }
        });
    });
}
