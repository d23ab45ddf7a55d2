using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Protocols;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>Tokens that a callback gives instead of keys: what they may be, and what happens when they cannot be had.</summary>
public sealed class TokenSourceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ATokenThatCannotBeHad_IsUnavailable_AndTheNextDeploymentIsTried()
    {
        using StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(
            http,
            _ => throw new InvalidOperationException("the identity endpoint is away, said sk-secret1234"),
            g => g.AddDeployment("other", ScriptedAnswers.Hello()).AddRoute("chat", r => r.To("p/m", "other")));

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });

        AttemptReceipt failed = response.GetReceipt()!.Attempts[0];
        Assert.Equal(FailureKind.Unavailable, failed.Failure);
        Assert.Contains("TokenCallback failed: the identity endpoint is away, said [key]", failed.FailureMessage, StringComparison.Ordinal);
        Assert.Equal("other", response.GetReceipt()!.Deployment);
        Assert.Empty(http.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACallbackThatFailsOnce_DoesNotRestTheDeployment(bool byCancellingItself)
    {
        int asked = 0;
        using StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, async _ =>
        {
            await Task.Yield();
            return ++asked > 1 ? "token"
                : throw (byCancellingItself ? new TaskCanceledException("its own clock") : new IOException("hiccup"));
        });

        Assert.Equal(FailureKind.Unavailable,
            (await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi").Bounded())).Kind);
        Assert.Equal("hello", (await gateway.GetResponseAsync("hi").Bounded()).Text);
        Assert.Contains("Authorization: Bearer token", Assert.Single(http.Sent).Headers.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task ATokenThatIsRefused_DoesNotRestTheDeployment_AndTheNextRequestAsksForAnother()
    {
        int asked = 0;
        using StubHandler http = Accepting("token-2");
        using IChatClient gateway = Create(http, _ => new($"token-{++asked}"));

        ProviderException refused = await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));
        Assert.Equal((FailureKind.Unauthorized, 401), (refused.Kind, refused.StatusCode));
        Assert.Equal("hello", (await gateway.GetResponseAsync("hi")).Text);
        Assert.Equal(2, http.Sent.Count);
    }

    [Fact]
    public async Task TokensThatAreRefusedAgainAndAgain_OpenTheBreaker()
    {
        using StubHandler http = Accepting("other");
        using IChatClient gateway = Create(http, static _ => new("token-1"));

        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAnyAsync<GatewayException>(() => gateway.GetResponseAsync("hi"));
        }

        RouteCandidate candidate = Assert.Single((await gateway.ExplainAsync("hi")).Candidates);
        Assert.StartsWith("resting for ", candidate.HeldBackBy, StringComparison.Ordinal);
        Assert.Contains("as it last said 401: ", candidate.HeldBackBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARateLimitedToken_RestsTheDeploymentForTheHint()
    {
        using StubHandler http = new(static (_, _) =>
        {
            HttpResponseMessage response = StubHandler.Json(HttpStatusCode.TooManyRequests, "{}");
            response.Headers.TryAddWithoutValidation("Retry-After", "30");
            return Task.FromResult(response);
        });
        using IChatClient gateway = Create(http, static _ => new("token"));

        await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));
        await Assert.ThrowsAnyAsync<GatewayException>(() => gateway.GetResponseAsync("hi"));

        Assert.Single(http.Sent);
    }

    [Theory]
    [InlineData("", "returned no token")]
    [InlineData(" \r\n", "returned no token")]
    [InlineData(null, "returned no token")]
    [InlineData("token-abc\r\nX-Evil: 1", "no header can carry")]
    [InlineData("tökén-abc", "no header can carry")]
    [InlineData("token-abc\0", "no header can carry")]
    public async Task ATokenThatNoHeaderCarries_IsRefusedBeforeAnythingIsSent_WithoutBeingTold(string? token, string words)
    {
        using StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, _ => new(token!));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));

        Assert.Equal(FailureKind.Unauthorized, exception.Kind);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(http.Sent);
    }

    [Fact]
    public async Task ATokenIsTrimmed_AsKeysAre()
    {
        using StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, static _ => new(" token\r\n"));

        await gateway.GetResponseAsync("hi");

        Assert.Contains("Authorization: Bearer token", Assert.Single(http.Sent).Headers.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancellation_EndsTheRequest_WhetherOrNotTheCallbackHeedsIt(bool heeds)
    {
        using CancellationTokenSource caller = new();
        TaskCompletionSource<string> never = new();
        TaskCompletionSource asked = new();
        using StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, token =>
        {
            asked.SetResult();
            return new(heeds ? never.Task.WaitAsync(token) : never.Task);
        });

        Task<ChatResponse> request = gateway.GetResponseAsync("hi", cancellationToken: caller.Token);
        await asked.Task.Bounded();
        await caller.CancelAsync();

        Assert.Equal(caller.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.Bounded())).CancellationToken);
        Assert.Empty(http.Sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACallbackThatHeedsNoCancellation_DoesNotOutlastTheClocks(bool stream)
    {
        using StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, static _ => new(new TaskCompletionSource<string>().Task));

        Task<ChatResponse> request = stream ? gateway.GetStreamingResponseAsync("hi").ToChatResponseAsync()
            : gateway.GetResponseAsync("hi");
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(FailureKind.Timeout, (await Assert.ThrowsAsync<ProviderException>(() => request.Bounded())).Kind);
    }

    [Fact]
    public async Task AListOfModels_DoesNotHangOnTheCallback()
    {
        using StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, static _ => new(new TaskCompletionSource<string>().Task));
        GatewayModels models = gateway.GetService<GatewayModels>()!;

        Task slow = models.ListAsync("p");
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(FailureKind.Timeout, (await Assert.ThrowsAsync<ProviderException>(() => slow.Bounded())).Kind);

        using CancellationTokenSource caller = new();
        Task cancelled = models.ListAsync("p", caller.Token);
        await caller.CancelAsync();
        Assert.Equal(caller.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Bounded())).CancellationToken);
    }

    [Fact]
    public async Task AToken_IsMaskedInWhatTheProviderSays()
    {
        using StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.Unauthorized, """{"error":{"message":"bad credential my-token-123456"}}""")));
        using IChatClient gateway = Create(http, static _ => new("my-token-123456"));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));

        Assert.DoesNotContain("my-token", exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("bad credential [key]", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Tokens are sent as bearer tokens by every protocol, also by those that have another header for keys.</summary>
    [Fact]
    public void Tokens_GoAsBearer_ToEveryProvider()
    {
        foreach (string name in ProviderTypes.Names)
        {
            using HttpRequestMessage request = new();
            ProviderTypes.Find(name)!.CreateProtocol(new ProviderOptions())
                .WriteHeaders(request.Headers, new ProviderCredential("the-token", isToken: true));

            Assert.True(request.Headers.Authorization is { Scheme: "Bearer", Parameter: "the-token" }, name);
            Assert.True(request.Headers.Count(header =>
                header.Value.Any(value => value.Contains("the-token", StringComparison.Ordinal))) == 1, name);
        }
    }

    // Refuses every token but one.
    private static StubHandler Accepting(string token) =>
        new((request, _) => Task.FromResult(request.Headers.Authorization?.Parameter == token
        ? StubHandler.Json(HttpStatusCode.OK, """{"id":"c1","object":"chat.completion","created":1,"model":"served","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hello"}}]}""")
        : StubHandler.Json(HttpStatusCode.Unauthorized, """{"error":{"message":"token expired"}}""")));

    private IChatClient Create(StubHandler http,
        Func<CancellationToken, ValueTask<string>> callback, Action<IModelGatewayBuilder>? more = null) =>
        GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<TimeProvider>(_time);
            g.AddOpenAI("p", o =>
            {
                o.TokenCallback = callback;
                o.Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(10) };
            });
            g.Configure(o => o.DefaultRoute = "p/m");
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
            more?.Invoke(g);
        });
}
