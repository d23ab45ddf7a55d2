using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;

namespace ModelGateway.Tests.Configuration;

/// <summary>Faults of every stage come together, each with its whole path, under the gateway's key.</summary>
public sealed class ConfigurationSectionsTests
{
    [Fact]
    public void Faults_OfReadingCheckingAndFilesComeTogetherWithTheirWholePath()
    {
        IConfigurationRoot root = Root(
            ("Apps:Shop:Models:QueueLimit", "many"),
            ("Apps:Shop:Models:Breaker:FailuresToOpen", "0"),
            ("Apps:Shop:Models:Providers:x:Type", "OpenAl"),
            ("Apps:Shop:Models:Providers:y:Type", "OpenAI"),
            ("Apps:Shop:Models:Providers:y:ApiKey", "sk-secret"),
            ("Apps:Shop:Models:Providers:y:Keys", "k"),
            ("Apps:Shop:Models:Routes:chat:To", "nowhere/m"),
            ("Apps:Shop:Models:Catalog:Sources:0", "/no/such/file.json"));
        ServiceCollection services = new();
        services.AddKeyedModelGateway("shop").AddConfiguration(root.GetSection("Apps:Shop:Models"));
        using ServiceProvider provider = services.BuildServiceProvider();

        GatewayConfigurationException refused =
            Assert.Throws<GatewayConfigurationException>(() => provider.GetRequiredKeyedService<IChatClient>("shop"));

        Assert.Equal("shop", refused.Gateway);
        Assert.StartsWith("Gateway 'shop':", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Breaker:FailuresToOpen", "Catalog:Sources:0:Location", "Providers:x:Type", "Providers:y:ApiKey", "QueueLimit",
                "Routes:chat:To",
            ],
            refused.Failures.Select(fault => fault.Split(' ')[0].Replace("Apps:Shop:Models:", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.All(refused.Failures, fault => Assert.StartsWith("Apps:Shop:Models:", fault, StringComparison.Ordinal));
        Assert.DoesNotContain("sk-secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_OfTwoSectionsComeTogether_EachUnderItsOwnPath()
    {
        IConfigurationRoot root = Root(
            ("A:Providers:x:Type", "OpenAI"), ("A:Providers:x:Timeouts:Totl", "5s"), ("A:Providers:x:Keys", "k"),
            ("B:Providers:y:Type", "Anthropic"), ("B:Providers:y:Keys", "k"), ("B:Providers:y:Api", "responses"),
            ("B:QueueLimit", "-1"), ("A:DefaultRoute", "nowhere"));

        GatewayConfigurationException refused = Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(
            g => g.AddConfiguration(root.GetSection("A")).AddConfiguration(root.GetSection("B"))));

        Assert.Equal(
            ["A:DefaultRoute", "A:Providers:x:Timeouts:Totl", "B:Providers:y:Api", "B:QueueLimit"],
            refused.Failures.Select(static fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Equal("", refused.Gateway);
    }

    [Fact]
    public void Fault_OfASettingThatCannotBeReadIsReportedOnce()
    {
        GatewayConfigurationException refused = Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(g => g
            .AddConfiguration(Root(("G:Providers:x:Type", "OpenAICompatible"), ("G:Providers:x:Endpoint", "nowhere")).GetSection("G"))));

        Assert.Equal(
            "G:Providers:x:Endpoint is 'nowhere'. Set it to an absolute address such as https://host/v1/.",
            Assert.Single(refused.Failures));
    }

    public static TheoryData<string> Settings =>
        [.. typeof(ModelGatewayOptions).GetProperties().Select(static property => property.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Join_PutsTheSectionsPathBeforeEverySetting(string setting)
    {
        ConfigurationSections sections = new();
        sections.Add(Root(($"G:{setting}", "x")).GetSection("G"));

        Assert.Equal([$"G:{setting} is wrong."], sections.Join([$"{setting} is wrong."]));
    }

    [Fact]
    public void Faults_OfAWholeConfigurationHaveNoPathBeforeThem() => Assert.Equal(
        "QueueLimit is 'x'. Set it to a whole number.",
        Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(g => g
            .AddDeployment("a", new ScriptedChatClient()).AddConfiguration(Root(("QueueLimit", "x"))))).Message);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReloadThatEmptiesASection_KeepsTheLastGoodConfiguration(bool isWhole)
    {
        string setting = isWhole ? "Routes:chat:To" : "G:Routes:chat:To";
        SwitchedSource source = new() { [setting] = "b" };
        IConfigurationRoot root = new ConfigurationBuilder().Add(source).Build();
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient())
            .AddConfiguration(isWhole ? root : root.GetSection("G")));
        List<string> failed = [];
        gateway.GetService<GatewayEvents>()!.ConfigurationReloadFailed += (_, exception) => failed.Add(exception.Message);

        source.Clear();
        source.Change();
        source.Change();

        Assert.Equal(2, failed.Count);
        Assert.StartsWith(isWhole ? "The configuration is empty, and had settings before." : "G is empty, and had settings before.",
            failed[0], StringComparison.Ordinal);
        Assert.Equal("b", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);

        source[setting] = "a";
        source.Change();
        Assert.Equal("a", (await gateway.GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    private static IConfigurationRoot Root(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    /// <summary>Settings that change as a file does: all at once.</summary>
    private sealed class SwitchedSource : Dictionary<string, string?>, IConfigurationSource
    {
        private SwitchedProvider? _provider;

        public IConfigurationProvider Build(IConfigurationBuilder builder) => _provider = new SwitchedProvider(this);

        public void Change() => _provider!.Change();

        private sealed class SwitchedProvider(SwitchedSource source) : ConfigurationProvider
        {
            public override void Load() => Data = new Dictionary<string, string?>(source, StringComparer.OrdinalIgnoreCase);

            public void Change()
            {
                Load();
                OnReload();
            }
        }
    }
}
