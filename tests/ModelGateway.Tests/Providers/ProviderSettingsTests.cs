using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

/// <summary>The settings that every kind of provider shares: tokens instead of keys, headers of one's own.</summary>
public sealed class ProviderSettingsTests
{
    [Fact]
    public async Task AToken_IsAskedForEveryAttempt_AndSentInsteadOfKeys()
    {
        int asked = 0;
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, o =>
        {
            o.Keys.Add("sk-unused");
            o.TokenCallback = _ => ValueTask.FromResult($"token-{++asked}");
        });

        ChatResponse response = await gateway.GetResponseAsync("hi");
        await gateway.GetResponseAsync("hi");

        Assert.Equal(["Bearer token-1", "Bearer token-2"], http.Sent.Select(sent => Header(sent.Headers, "Authorization")));
        Assert.Null(response.GetReceipt()!.Attempts[0].KeyName);
    }

    [Fact]
    public async Task ATokenThatCannotBeHad_IsUnauthorized_AndTheNextDeploymentIsTried()
    {
        using IChatClient gateway = ModelGatewayClient.Create(g =>
        {
            g.AddOpenAI("p", o =>
            {
                o.Endpoint = new Uri("http://host/v1");
                o.TokenCallback = _ => throw new InvalidOperationException("the identity endpoint is away");
            });
            g.AddDeployment("other", new CannedChatClient()).AddRoute("chat", r => r.To("p/m", "other"));
        });

        ChatResponse response = await gateway.GetResponseAsync("hi");

        AttemptReceipt failed = response.GetReceipt()!.Attempts[0];
        Assert.Equal(FailureKind.Unauthorized, failed.Failure);
        Assert.Contains("TokenCallback failed: the identity endpoint is away", failed.FailureMessage, StringComparison.Ordinal);
        Assert.Equal("other", response.GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task AnEmptyToken_IsRefusedBeforeAnythingIsSent()
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(http, o => o.TokenCallback = _ => ValueTask.FromResult(""));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));

        Assert.Equal(FailureKind.Unauthorized, exception.Kind);
        Assert.Contains("TokenCallback returned no token", exception.Message, StringComparison.Ordinal);
        Assert.Empty(http.Sent);
    }

    [Fact]
    public async Task Cancellation_ReachesTheTokenCallback()
    {
        using CancellationTokenSource caller = new();
        using IChatClient gateway = Create(StubHandler.OpenAI(), o => o.TokenCallback = async token =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
            return "never";
        });

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => gateway.GetResponseAsync("hi", cancellationToken: caller.Token));

        Assert.Equal(caller.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task AToken_IsMaskedInWhatTheProviderSays()
    {
        StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.Unauthorized, """{"error":{"message":"bad credential my-token-123456"}}""")));
        using IChatClient gateway = Create(http, o => o.TokenCallback = _ => ValueTask.FromResult("my-token-123456"));

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => gateway.GetResponseAsync("hi"));

        Assert.DoesNotContain("my-token", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_AreSentWithEveryRequest_OverThoseOfTheHttpClient()
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = Create(
            http,
            o =>
            {
                o.Headers["OpenAI-Organization"] = "org-1";
                o.Headers["X-Team"] = "own";
            },
            g => g.HttpClient.ConfigureHttpClient(client =>
            {
                client.DefaultRequestHeaders.Add("x-team", "shared");
                client.DefaultRequestHeaders.Add("x-app", "shop");
            }));

        await gateway.GetResponseAsync("hi");

        string sent = http.Sent[0].Headers;
        Assert.Equal(("org-1", "own", "shop"), (Header(sent, "OpenAI-Organization"), Header(sent, "X-Team"), Header(sent, "x-app")));
    }

    [Fact]
    public async Task Headers_CanBeConfigured()
    {
        StubHandler http = StubHandler.OpenAI();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:p:Type"] = "OpenAI",
            ["Providers:p:Keys"] = "sk-test",
            ["Providers:p:Headers:X-Title"] = "My app",
            ["DefaultRoute"] = "p/m",
        }).Build();
        using IChatClient gateway = ModelGatewayClient.Create(g =>
        {
            g.AddConfiguration(configuration);
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });

        await gateway.GetResponseAsync("hi");

        Assert.Equal("My app", Header(http.Sent[0].Headers, "X-Title"));
    }

    private static IChatClient Create(StubHandler http, Action<ProviderOptions> configure, Action<IModelGatewayBuilder>? more = null) => ModelGatewayClient.Create(g =>
    {
        g.AddOpenAI("p", o =>
        {
            o.Endpoint = new Uri("http://host/v1");
            configure(o);
        });
        g.Configure(o => o.DefaultRoute = "p/m");
        g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        more?.Invoke(g);
    });

    private static string? Header(string headers, string name) =>
        headers.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..].TrimEnd();
}
