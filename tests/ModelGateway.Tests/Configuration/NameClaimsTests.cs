using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>A name that is given twice is refused, and names both; a configuration section may change what code added.</summary>
public sealed class NameClaimsTests
{
    [Theory]
    [InlineData("x", "Anthropic")]
    [InlineData("X", "Anthropic")]
    [InlineData("X", "OpenAI")]
    public void Provider_IsRefusedASecondTimeInCode(string name, string type)
    {
        StubHandler http = StubHandler.OpenAI();

        GatewayConfigurationException refused = Refused(g =>
        {
            g.AddOpenAI("x", o => o.Keys.Add("sk-of-openai")).AddProvider(name, type, o => o.Keys.Add("sk-of-the-other"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });

        string fault = Assert.Single(refused.Failures);
        Assert.StartsWith($"Providers:{name} is given twice, to OpenAI ('x', in code) and to {type} ('{name}', in code).", fault,
            StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", refused.Message, StringComparison.Ordinal);
        Assert.Empty(http.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Provider_IsRefusedWhereCodeAndConfigurationNameDifferentTypes(bool isCodeFirst)
    {
        IConfiguration section = Section(("Providers:X:Type", "Anthropic"), ("Providers:X:Keys", "sk-of-anthropic"));

        GatewayConfigurationException refused = Refused(g => _ = isCodeFirst
            ? g.AddOpenAI("x", o => o.Keys.Add("sk-of-openai")).AddConfiguration(section)
            : g.AddConfiguration(section).AddOpenAI("x", o => o.Keys.Add("sk-of-openai")));

        string fault = Assert.Single(refused.Failures);
        Assert.Contains("OpenAI ('x', in code)", fault, StringComparison.Ordinal);
        Assert.Contains("Anthropic", fault, StringComparison.Ordinal);
        Assert.StartsWith("G:Providers:x", fault, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("sk-", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Provider_IsRefusedWhereTwoSectionsNameDifferentTypes()
    {
        GatewayConfigurationException refused = Refused(g => g
            .AddConfiguration(Section(("Providers:x:Type", "OpenAI"), ("Providers:x:Keys", "sk-of-openai")))
            .AddConfiguration(Section(("Providers:x:Type", "Anthropic"))));

        Assert.Contains("to OpenAI (in a section that is read before) and to Anthropic (in this section)", refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_TakesSettingsOfTheSameTypeFromASection()
    {
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddOpenAI("x", o => { o.Keys.Add("sk-code"); o.Headers["X-Kept"] = "yes"; })
                .AddConfiguration(Section(("Providers:X:Type", "openai"), ("Providers:X:Keys", "sk-section")));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });

        await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "x/m" });

        Assert.Contains("sk-section", http.Sent[0].Headers, StringComparison.Ordinal);
        Assert.Contains("X-Kept: yes", http.Sent[0].Headers, StringComparison.Ordinal);
    }

    [Fact]
    public void ReloadThatMakesAnotherVendorOfAProvider_IsRefused()
    {
        IConfigurationRoot root = new ConfigurationBuilder().AddInMemoryCollection([new("G:Providers:x:Headers:X-A", "1")]).Build();
        StubHandler http = StubHandler.OpenAI();
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.AddOpenAI("x", o => o.Keys.Add("sk-of-openai")).AddConfiguration(root.GetSection("G"));
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
        Exception? failed = null;
        gateway.GetService<GatewayEvents>()!.ConfigurationReloadFailed += (_, exception) => failed = exception;

        root["G:Providers:x:Type"] = "Anthropic";
        root.Reload();

        Assert.StartsWith("G:Providers:x:Type gives the name twice, to OpenAI ('x', in code) and to Anthropic (in this section).",
            Assert.IsType<GatewayConfigurationException>(failed).Message, StringComparison.Ordinal);
        Assert.Equal("api.openai.com", gateway.GetService<ChatClientMetadata>("x/m")!.ProviderUri!.Host);
    }

    [Fact]
    public void Route_IsRefusedASecondTimeInCode() => Assert.Equal(
        [
            "Routes:CHAT is given twice, to a and to b ('CHAT', in code). Give each a name of its own, or add one route with all targets.",
        ],
        Refused(g => g.AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
            .AddRoute("chat", r => r.To("a")).AddRoute("CHAT", r => r.To("b"))).Failures);

    [Fact]
    public void Route_IsRefusedInCodeAfterASectionThatHasIt() => Assert.StartsWith(
        "G:Routes:chat is given twice, to a and to b ('chat', in code).",
        Refused(g => g.AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
            .AddConfiguration(Section(("Routes:chat:To", "a"))).AddRoute("chat", r => r.To("b"))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Deployments_AreRefusedASecondTime()
    {
        GatewayConfigurationException refused = Refused(g =>
        {
            g.Services.AddSingleton<IChatClient>(new ScriptedChatClient());
            g.AddDeployment("a", new ScriptedChatClient(), configure: o => o.ModelId = "one")
                .AddDeployment("A", _ => new ScriptedChatClient(), configure: o => o.ModelId = "two")
                .AddRegisteredClient("a").AddEmbeddingDeployment("A", new CannedEmbeddingGenerator());
        });

        Assert.Equal(3, refused.Failures.Count);
        Assert.Equal(
            "Deployment 'A' is added twice, as 'a' (one) and as 'A' (two). Give each a name of its own.", refused.Failures[0]);
    }

    [Fact]
    public void Deployment_IsRefusedTheNameOfAProvidersModel() => Assert.Equal(
        "Deployment 'x/any' is also a model of the provider 'X'. Give it another name.",
        Refused(g => g.AddOpenAI("X", o => o.Keys.Add("k")).AddDeployment("x/any", new ScriptedChatClient())).Message);

    [Fact]
    public void Models_AreRefusedTwiceInAList() => Assert.Equal(
        "G:Providers:x:Models lists a model twice: 'm' and 'M'. Keep one of them.",
        Refused(g => g.AddConfiguration(Section(
            ("Providers:x:Type", "OpenAI"), ("Providers:x:Keys", "k"), ("Providers:x:Models:0:Id", "m"), ("Providers:x:Models:1:Id", "M"))))
            .Message);

    private static GatewayConfigurationException Refused(Action<IModelGatewayBuilder> configure) =>
        Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(configure));

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("G:" + setting.Key, (string?)setting.Value)))
        .Build().GetSection("G");
}
