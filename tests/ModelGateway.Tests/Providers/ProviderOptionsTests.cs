using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

/// <summary>
/// The settings that every kind of provider shares: headers of one's own, and tokens, see <see cref="Http.TokenSourceTests"/>.
/// </summary>
public sealed class ProviderOptionsTests
{
    [Fact]
    public async Task TokenCallback_IsCalledForEveryAttempt_AndItsTokenIsSentInsteadOfKeys()
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
    public async Task Headers_AreSentWithEveryRequest_AndReplaceThoseOfTheHttpClient()
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
    public async Task Headers_ReplaceTheProtocolsVersion_AndAddToItsBetaHeaders()
    {
        StubHandler http = new(static (_, _) => Task.FromResult(StubHandler.Json(
            HttpStatusCode.OK, """{"id":"m1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"hello"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":1}}""")));
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddAnthropic("p", o =>
            {
                o.Keys.Add("k");
                o.Headers["Anthropic-Version"] = "2099-01-01";
                o.Headers["Anthropic-Beta"] = "own-beta";
            });
            g.Configure(o => o.DefaultRoute = "p/m");
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });

        await gateway.GetResponseAsync("hi", new ChatOptions { AdditionalProperties = new() { ["anthropic-beta"] = "call-beta" } });

        string sent = http.Sent[0].Headers;
        Assert.Equal(("2099-01-01", "own-beta, call-beta", "k"),
            (Header(sent, "anthropic-version"), Header(sent, "anthropic-beta"), Header(sent, "x-api-key")));
    }

    [Fact]
    public async Task Headers_ThatPortkeyRoutesByAreNoCredentials()
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddPortkey("p", o =>
            {
                o.Keys.Add("pk");
                o.Headers["x-portkey-virtual-key"] = "vault-1";
            });
            g.Configure(o => o.DefaultRoute = "p/m");
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });

        await gateway.GetResponseAsync("hi");

        Assert.Equal(("pk", "vault-1"),
            (Header(http.Sent[0].Headers, "x-portkey-api-key"), Header(http.Sent[0].Headers, "x-portkey-virtual-key")));
    }

    [Fact]
    public async Task Headers_AreReadFromConfiguration()
    {
        StubHandler http = StubHandler.OpenAI();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:p:Type"] = "OpenAI",
            ["Providers:p:Keys"] = "sk-test",
            ["Providers:p:Headers:X-Title"] = "My app",
            ["DefaultRoute"] = "p/m",
        }).Build();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddConfiguration(configuration);
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });

        await gateway.GetResponseAsync("hi");

        Assert.Equal("My app", Header(http.Sent[0].Headers, "X-Title"));
    }

    private static IChatClient Create(StubHandler http, Action<ProviderOptions> configure, Action<IModelGatewayBuilder>? more = null) =>
        GatewayChatClient.Create(g =>
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
        headers.Split('\n').FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..]
            .TrimEnd();
}
