using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Configuration;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Keys;

/// <summary>What a key's failure at one model means for the provider's other models.</summary>
public sealed class KeyRestTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ARateLimitedModel_LeavesTheKeyToTheOtherModels()
    {
        using IChatClient gateway = Create(HttpStatusCode.TooManyRequests);

        GatewayReceipt first = (await gateway.GetResponseAsync("hi")).GetReceipt()!;
        GatewayReceipt second = (await gateway.GetResponseAsync("hi")).GetReceipt()!;

        Assert.Equal(["p/limited", "p/other"], first.Attempts.Select(attempt => attempt.Deployment));
        Assert.Empty(first.Skipped);
        Assert.Equal("p/other", Assert.Single(second.Attempts).Deployment);
        Assert.Equal("p/limited: rate limited for 5 s", Assert.Single(second.Skipped.Select(s => $"{s.Deployment}: {s.Reason}")));
    }

    [Fact]
    public async Task ARefusedKey_IsPutAsideForAllModels()
    {
        using IChatClient gateway = Create(HttpStatusCode.Unauthorized);

        ProviderException exception = await Assert.ThrowsAnyAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));

        Assert.Equal("p/limited", Assert.Single(exception.Receipt!.Attempts).Deployment);
        Assert.Equal("p/other: no usable key for 10 min", Assert.Single(exception.Receipt.Skipped.Select(s => $"{s.Deployment}: {s.Reason}")));
    }

    [Theory]
    [InlineData(FailureKind.RateLimited, 429, true)]
    [InlineData(FailureKind.Unauthorized, 403, true)]
    [InlineData(FailureKind.Unauthorized, 401, false)]
    [InlineData(FailureKind.Unauthorized, 400, false)]
    [InlineData(FailureKind.QuotaExhausted, 429, false)]
    [InlineData(FailureKind.QuotaExhausted, 403, false)]
    public void AKeyRests_WhereTheFailureWas(FailureKind kind, int status, bool servesOthers)
    {
        KeyPool provider = Pool();
        (KeyPool here, KeyPool there) = (provider.For(static _ => new KeyHealth()), provider.For(static _ => new KeyHealth()));

        here.Report(Lease(here)!.Value, new ProviderFailure(kind, "no") { StatusCode = status }, _time, _time.GetTimestamp());

        Assert.Null(Lease(here));
        Assert.Equal(servesOthers, Lease(there) is not null);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-5_000, 100)]
    [InlineData(50, 100)]
    [InlineData(300, 300)]
    public void AHintOfNothing_IsARestAllTheSame(int hintMilliseconds, int restMilliseconds)
    {
        KeyPool pool = Pool().For(static _ => new KeyHealth());
        pool.Report(Lease(pool)!.Value, new ProviderFailure(FailureKind.RateLimited, "no") { RetryAfter = TimeSpan.FromMilliseconds(hintMilliseconds) }, _time, _time.GetTimestamp());

        _time.Advance(TimeSpan.FromMilliseconds(restMilliseconds - 1));
        Assert.Null(Lease(pool));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull(Lease(pool));
    }

    [Fact]
    public void TheLongerRest_IsTheOneThatCounts()
    {
        KeyPool pool = Pool().For(static _ => new KeyHealth());
        KeyLease lease = Lease(pool)!.Value;
        pool.Report(lease, new ProviderFailure(FailureKind.RateLimited, "no") { RetryAfter = TimeSpan.FromSeconds(30) }, _time, _time.GetTimestamp());
        pool.Report(lease, new ProviderFailure(FailureKind.QuotaExhausted, "no") { RetryAfter = TimeSpan.FromSeconds(20) }, _time, _time.GetTimestamp());

        Assert.False(pool.TryLease(0, _time, _time.GetTimestamp(), out _, out TimeSpan retryAfter, out FailureKind reason));
        Assert.Equal((TimeSpan.FromSeconds(30), FailureKind.RateLimited), (retryAfter, reason));
    }

    [Fact]
    public void Deployments_ShareTheTurns()
    {
        KeyPool provider = new([new ProviderKey("a", "1"), new ProviderKey("b", "2")], static _ => new KeyHealth());
        KeyPool[] deployments = [provider.For(static _ => new KeyHealth()), provider.For(static _ => new KeyHealth())];

        Assert.Equal(["a", "b", "a", "b"], Enumerable.Range(0, 4).Select(i => Lease(deployments[i % 2])!.Value.Key!.Name));
    }

    [Fact]
    public void WhatIsKnownOfAKey_IsKnownByItsSecret_AndByItsDeployment()
    {
        using LiveState state = new(new SystemScheduler(_time));
        ProviderKey key = new("env:A", "secret");

        Assert.Same(state.Deployment("p/m").Key(key), state.Deployment("p/m").Key(new ProviderKey("renamed", "secret")));
        Assert.NotSame(state.Deployment("p/m").Key(key), state.Deployment("p/other").Key(key));
        Assert.NotSame(state.Deployment("p/m").Key(key), state.Key("p", key));
        Assert.DoesNotContain("secret", key.Fingerprint, StringComparison.OrdinalIgnoreCase);
    }

    private static KeyPool Pool() => new([new ProviderKey("key 1", "secret")], static _ => new KeyHealth());

    private KeyLease? Lease(KeyPool pool) => pool.TryLease(0, _time, _time.GetTimestamp(), out KeyLease lease, out _, out _) ? lease : null;

    private IChatClient Create(HttpStatusCode status)
    {
        StubHandler good = StubHandler.OpenAI();
        StubHandler http = new(async (request, cancellationToken) =>
        {
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            using HttpMessageInvoker answer = new(good, disposeHandler: false);
            return body.Contains("limited", StringComparison.Ordinal) ? StubHandler.Json(status, "{}") : await answer.SendAsync(request, cancellationToken);
        });
        return GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<TimeProvider>(_time);
            g.AddOpenAI("p", o => o.Keys.Add("sk-only")).AddRoute("chat", r => r.To("p/limited", "p/other"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
    }
}
