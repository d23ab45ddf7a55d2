using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Keys;

public sealed class ProviderKeyTests
{
    [Fact]
    public async Task KeysComeFromTheEnvironmentConfigurationOrTheSetting_InTurn()
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

    [Theory]
    [InlineData("OpenAI", "OPENAI_API_KEY")]
    [InlineData("Anthropic", "ANTHROPIC_API_KEY")]
    [InlineData("Gemini", "GEMINI_API_KEY")]
    public async Task TheVendorsUsualKey_GoesToTheVendorOnly(string type, string variable)
    {
        string? before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, "vendor-secret");
        try
        {
            Uri vendor = ModelGateway.Providers.ProviderTypes.Find(type)!.DefaultEndpoint!;
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
            await Assert.ThrowsAnyAsync<ProviderException>(() => provider.GetRequiredService<IChatClient>().GetResponseAsync("hi", new ChatOptions { ModelId = "p/m" }));
            return http.Sent.Single().Headers + http.Sent.Single().Address;
        }
    }

    [Theory]
    [InlineData("OpenAI", 401)]
    [InlineData("Anthropic", 401)]
    [InlineData("Gemini", 400)]
    [InlineData("OpenAI", 500)]
    [InlineData("Anthropic", 529)]
    [InlineData("Gemini", 503)]
    public async Task ASecretThatAProviderEchoes_StaysSecret(string type, int status)
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
