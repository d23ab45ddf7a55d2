using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Providers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Keys;

public sealed class ProviderKeyTests
{
    [Fact]
    public async Task Keys_AreResolvedAndUsedInTurn()
    {
        Environment.SetEnvironmentVariable("MGTEST2_KEY", " sk-env \n");
        try
        {
            StubHandler http = StubHandler.OpenAI();
            await using ServiceProvider provider = Provider(http, o =>
            {
                o.Keys.Add("env:MGTEST2_KEY");
                o.Keys.Add("config:Vault:OpenAI");
                o.Keys.Add("sk-literal");
            });
            IChatClient gateway = provider.GetRequiredService<IChatClient>();
            List<string?> names = [];

            for (int i = 0; i < 4; i++)
            {
                names.Add((await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" })).GetReceipt()!.Attempts[0].KeyName);
            }

            Assert.Equal(["env:MGTEST2_KEY", "config:Vault:OpenAI", "key 3", "env:MGTEST2_KEY"], names);
            Assert.Equal(["sk-env", "sk-config", "sk-literal", "sk-env"], http.Sent.Select(Key));
        }
        finally
        {
            Environment.SetEnvironmentVariable("MGTEST2_KEY", null);
        }
    }

    public static TheoryData<string, string> UsualKeys { get; } =
    [
        .. BuiltInProviders.Types.Where(static type => type.Definition is { DefaultIsLocal: false, DefaultEndpoint: not null })
            .SelectMany(static type =>
                type.Definition.KeyVariables.Select(variable => new TheoryDataRow<string, string>(type.Name, variable))),
    ];

    [Theory, MemberData(nameof(UsualKeys))]
    public async Task UsualKey_GoesToTheVendorOnly(string type, string variable)
    {
        string? before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, "vendor-secret");
        try
        {
            Uri vendor = ProviderTypes.Find(type)!.DefaultEndpoint!;
            Assert.Contains("vendor-secret", await Headers(type, null), StringComparison.Ordinal);
            Assert.Contains("vendor-secret", await Headers(type, vendor), StringComparison.Ordinal);
            foreach (string other in new[] { "https://elsewhere.example/v1", $"http://{vendor.Host}/v1", $"https://{vendor.Host}:8443/v1", $"https://{vendor.Host}.evil.example/v1" })
            {
                Assert.DoesNotContain("vendor-secret", await Headers(type, new Uri(other)), StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }

        static async Task<string> Headers(string type, Uri? endpoint)
        {
            StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json(HttpStatusCode.BadRequest, "{}")));
            await using ServiceProvider provider = Provider(http, o =>
            {
                o.Type = type;
                o.Endpoint = endpoint;
            });
            await Assert.ThrowsAnyAsync<ProviderException>(
                () => provider.GetRequiredService<IChatClient>().GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" }));
            return http.Sent.Single().Headers + http.Sent.Single().Address;
        }
    }

    /// <summary>The vendor's other addresses, and addresses that only look like them.</summary>
    [Theory]
    [InlineData("AzureOpenAI", "https://contoso.openai.azure.com/")]
    [InlineData("AzureOpenAI", "https://contoso.services.ai.azure.com/")]
    [InlineData("AzureOpenAI", "https://contoso.cognitiveservices.azure.com/")]
    [InlineData("Bedrock", "https://bedrock-runtime.eu-central-1.amazonaws.com/")]
    [InlineData("Bedrock", "https://bedrock-runtime-fips.us-east-1.amazonaws.com/")]
    [InlineData("Bedrock", "https://bedrock-runtime.cn-north-1.amazonaws.com.cn/")]
    [InlineData("Ollama", "https://ollama.com/")]
    [InlineData("Qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1/")]
    [InlineData("Qwen", "https://dashscope-us.aliyuncs.com/compatible-mode/v1/")]
    [InlineData("Together", "https://api.together.ai/v1/")]
    public void UsualKey_GoesToTheVendorsOtherAddressesButNotToLookalikes(string type, string address)
    {
        HttpProviderDefinition kind = ProviderTypes.Find(type)!;
        UriBuilder own = new(address);
        Assert.Equal("vendor-secret", Find(own));
        Assert.Null(Find(new(address) { Scheme = "http", Port = -1 }));
        Assert.Null(Find(new(address) { Port = 8443 }));
        Assert.Null(Find(new(address) { Host = own.Host + ".evil.example" }));
        Assert.Null(Find(new(address) { Host = "evil.example", Path = own.Host }));
        Assert.Null(Find(new(address) { Host = "evil-" + own.Host.Split('.')[^2] + "." + own.Host.Split('.')[^1] }));

        string? Find(UriBuilder endpoint) =>
            kind.FindUsualKey(new ProviderOptions { Type = type, Endpoint = endpoint.Uri }, static name => name.Contains(
                "TOKEN", StringComparison.Ordinal) || name.EndsWith("_API_KEY", StringComparison.Ordinal) ? "vendor-secret" : null)?.Secret;
    }

    /// <summary>Self-hosted, local and compatible servers belong to no vendor, so they never get the usual key.</summary>
    [Fact]
    public void UsualKey_IsNeverSentToAnotherAddress()
    {
        int checkedKinds = 0;
        foreach (HttpProviderType kind in BuiltInProviders.Types)
        {
            foreach (string address in new[] { "https://elsewhere.example/v1/", "http://localhost:8080/v1/", "https://127.0.0.1/", "https://api.openai.com.evil.example/" })
            {
                ProviderOptions options = new() { Type = kind.Name, Endpoint = new Uri(address) };
                Assert.Null(kind.Definition.FindUsualKey(options, static _ => "vendor-secret"));
                checkedKinds++;
            }

            if (kind.Definition.DefaultIsLocal)
            {
                Assert.Null(kind.Definition.FindUsualKey(new ProviderOptions { Type = kind.Name }, static _ => "vendor-secret"));
            }
        }

        Assert.Equal(ProviderTypes.Names.Count * 4, checkedKinds);
    }

    [Theory]
    [InlineData("OpenAI", 401)]
    [InlineData("Anthropic", 401)]
    [InlineData("Gemini", 400)]
    [InlineData("OpenAI", 500)]
    [InlineData("Anthropic", 529)]
    [InlineData("Gemini", 503)]
    public async Task Secret_IsMaskedWhenAProviderEchoesIt(string type, int status)
    {
        const string Secret = "sk-very-secret-0123456789";
        string body = $$$"""
            {"type":"error","error":{"type":"authentication_error","code":{{{status}}},"status":"INVALID_ARGUMENT",
            "message":"Incorrect API key provided: {{{Secret}}}. Find yours at the console."}}
            """;
        StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json((HttpStatusCode)status, body)));
        LogLines log = new();
        ReceiptLog receipts = new();
        await using ServiceProvider provider = Provider(http, o =>
        {
            o.Type = type;
            o.Keys.Add(Secret);
        }, g => g.AddReceiptObserver(receipts).Services.AddLogging(logging => logging.AddProvider(log)));

        ProviderException exception = await Assert.ThrowsAnyAsync<ProviderException>(() =>
            provider.GetRequiredService<IChatClient>().GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" }));

        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        Assert.Contains("API key", exception.Message, StringComparison.Ordinal);
        Assert.All(receipts.All[0].Attempts, attempt => Assert.DoesNotContain(Secret, attempt.FailureMessage!, StringComparison.Ordinal));
        Assert.All(log.All, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
    }

    private static string Key((Uri Address, string Headers, string Body) sent) =>
        sent.Headers.Split('\n').Single(line => line.StartsWith("Authorization:", StringComparison.Ordinal)).Split(' ')[^1].Trim();

    private static ServiceProvider Provider(StubHandler http, Action<ProviderOptions> configure, Action<IModelGatewayBuilder>? more = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Vault:OpenAI", "sk-config")]).Build());
        services.AddModelGateway(g =>
        {
            g.AddOpenAI("p", configure);
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
            more?.Invoke(g);
        });
        return services.BuildServiceProvider();
    }
}
