using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Configuration;
using ModelGateway.Keys;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Keys;

/// <summary>Effects of a key's failure at one model on the provider's other models.</summary>
public sealed class KeyRestTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task RateLimitedKey_StillServesOtherModels()
    {
        using IChatClient gateway = Create(HttpStatusCode.TooManyRequests);

        GatewayReceipt first = (await gateway.GetResponseAsync("hi")).GetReceipt()!;
        GatewayReceipt second = (await gateway.GetResponseAsync("hi")).GetReceipt()!;

        Assert.Equal(["p/limited", "p/other"], first.Attempts.Select(attempt => attempt.Deployment));
        Assert.Empty(first.Skipped);
        Assert.Equal("p/other", Assert.Single(second.Attempts).Deployment);
        Assert.Equal(
            "p/limited: rate limited for 5 s (Providers:p:Keys), as it last said 429: The provider limits the rate: HTTP 429 (TooManyRequests)",
            Assert.Single(second.Skipped.Select(s => $"{s.Deployment}: {s.Reason}")));
    }

    [Fact]
    public async Task RefusedKey_RestsForAllModels()
    {
        using IChatClient gateway = Create(HttpStatusCode.Unauthorized);

        GatewayReceipt receipt = (await gateway.GetResponseAsync("hi")).GetReceipt()!;

        Assert.Equal(["p/limited", "q/other"], receipt.Attempts.Select(attempt => attempt.Deployment));
        Assert.Equal(
            "p/other: no usable key for 5 s (Providers:p:Keys), as it last said 401: The provider refused the key: HTTP 401 (Unauthorized)",
            Assert.Single(receipt.Skipped.Select(s => $"{s.Deployment}: {s.Reason}")));
    }

    [Fact]
    public void KeyHealth_IsFoundBySecretAndDeployment()
    {
        using LiveState state = new(new SystemScheduler(_time));
        ProviderKey key = new("env:A", "secret");

        Assert.Same(state.Deployment("p/m").Key(key), state.Deployment("p/m").Key(new ProviderKey("renamed", "secret")));
        Assert.NotSame(state.Deployment("p/m").Key(key), state.Deployment("p/other").Key(key));
        Assert.NotSame(state.Deployment("p/m").Key(key), state.Key("p", key));
        Assert.DoesNotContain("secret", key.Fingerprint, StringComparison.OrdinalIgnoreCase);
    }

    private IChatClient Create(HttpStatusCode status)
    {
        StubHandler good = StubHandler.OpenAI();
        StubHandler http = new(async (request, cancellationToken) =>
        {
            string body = await request.Content!.ReadAsStringAsync(cancellationToken);
            using HttpMessageInvoker answer = new(good, disposeHandler: false);
            return body.Contains("limited", StringComparison.Ordinal) ? StubHandler.Json(status, "{}")
                : await answer.SendAsync(request, cancellationToken);
        });
        return GatewayChatClient.Create(g =>
        {
            g.Services.AddSingleton<TimeProvider>(_time);
            g.AddOpenAI("p", o => o.Keys.Add("sk-only")).AddOpenAI("q", o => o.Keys.Add("sk-of-another"));
            g.AddRoute("chat", r => r.To("p/limited", "p/other", "q/other"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
    }
}
