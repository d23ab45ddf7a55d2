using System.Reflection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.DependencyInjection;

/// <summary>Several gateways of one container, each with what it was given; and one gateway that is registered by several calls.</summary>
public sealed class GatewayRegistryTests
{
    private static readonly string[] Names = [nameof(IModelGatewayBuilder.Name), "ServiceKey", nameof(IModelGatewayBuilder.Services)];

    // A gateway of the container itself, two texts, and two keys of one text.
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (string name in All().Keys)
            {
                rows.Add(name, "two texts");
                rows.Add(name, "one text, two types");
            }

            return rows;
        }
    }

    [Fact]
    public void Cases_CoverEveryMethodAndPipelineOfTheBuilder()
    {
        string[] pipelines = [.. typeof(IModelGatewayBuilder).GetProperties().Select(static one => one.Name).Except(Names)];

        Assert.Equal(
            BuilderCase.Methods.Select(BuilderCase.Describe).Concat(pipelines).Order(StringComparer.Ordinal),
            All().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Gateways_HaveOnlyWhatTheyWereGiven(string name, string keys)
    {
        BuilderCase given = All()[name];
        object first = keys == "two texts" ? "first" : 1;
        object second = keys == "two texts" ? "second" : "1";
        ServiceCollection services = new();
        services.AddKeyedModelGateway(first, gateway => Give(gateway, "a"));
        services.AddKeyedModelGateway(second, gateway => Give(gateway, "b"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("a", await given.See(new BuiltGateway(provider, first)));
        Assert.Equal("b", await given.See(new BuiltGateway(provider, second)));

        void Give(IModelGatewayBuilder gateway, string mark)
        {
            gateway.AddDeployment("base", new ScriptedChatClient()).AddDeployment("other", new ScriptedChatClient())
                .AddEmbeddingDeployment("embed", new CannedEmbeddingGenerator());
            given.Give(gateway, mark);
        }
    }

    [Fact]
    public async Task Gateways_OfOneTextAndTwoTypesAreTwo()
    {
        ServiceCollection services = new();
        services.AddKeyedModelGateway(1, g => g.AddDeployment("one", new ScriptedChatClient()));
        services.AddKeyedModelGateway("1", g => g.AddDeployment("text", new ScriptedChatClient()));
        services.AddKeyedModelGateway(1L, g => g.AddDeployment("long", new ScriptedChatClient()));
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(["one", "text", "long"], await Task.WhenAll(new object[] { 1, "1", 1L }.Select(async key =>
            (await new BuiltGateway(provider, key).Client.GetResponseAsync("hi")).GetReceipt()!.Deployment)));
        Assert.NotSame(provider.GetRequiredKeyedService<GatewayEvents>(1), provider.GetRequiredKeyedService<GatewayEvents>("1"));
        Assert.NotSame(provider.GetRequiredKeyedService<GatewayModels>(1), provider.GetRequiredKeyedService<GatewayModels>("1"));
    }

    [Fact]
    public async Task Gateways_OfOneTextHaveAGeneratorEachBesideTheApplications()
    {
        ServiceCollection services = new();
        foreach (object key in new object[] { 1, "1" })
        {
            services.AddKeyedEmbeddingGenerator<string, Embedding<float>>(key, new CannedEmbeddingGenerator("the application's"));
            services.AddKeyedModelGateway(key, g => g.AddEmbeddingDeployment($"of {key.GetType().Name}", new CannedEmbeddingGenerator()));
        }

        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("modelgateway:1"));
        Assert.NotNull(provider.GetKeyedService<IEmbeddingGenerator<string, Embedding<float>>>("modelgateway:1 (System.Int32)"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("keyed")]
    public async Task SecondCall_GoesOnWithTheSameGateway(string? key)
    {
        ScriptedChatClient inner = new();
        ServiceCollection services = new();
        IModelGatewayBuilder first = Add(g => g.AddDeployment("a", inner)
            .ChatClient.ConfigureOptions(static options => options.Instructions = "first"));
        IModelGatewayBuilder second = Add(g => g.AddRoute("chat", r => r.To("a"))
            .ChatClient.ConfigureOptions(static options => options.Temperature = 1));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse response = await provider.GetRequiredKeyedService<IChatClient>(key).GetResponseAsync("hi");

        Assert.Same(first, second);
        Assert.Equal("chat", response.GetReceipt()!.Route);
        Assert.Equal(("first", 1f), (inner.Calls[0].Options!.Instructions, inner.Calls[0].Options!.Temperature));
        Assert.Single(provider.GetKeyedServices<IChatClient>(key));
        Assert.Single(provider.GetServices<IHostedService>());

        IModelGatewayBuilder Add(Action<IModelGatewayBuilder> configure) =>
            key is null ? services.AddModelGateway(configure) : services.AddKeyedModelGateway(key, configure);
    }

    [Fact]
    public async Task SecondCall_ForACopyOfTheServicesConfiguresTheCopy()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("a", new ScriptedChatClient()));
        ServiceCollection copy = new();
        copy.Add(services);

        copy.AddModelGateway(g => g.AddDeployment("b", new ScriptedChatClient()).AddRoute("chat", r => r.To("b")));
        await using ServiceProvider first = services.BuildServiceProvider();
        await using ServiceProvider second = copy.BuildServiceProvider();

        Assert.Equal("a", (await first.GetRequiredService<IChatClient>().GetResponseAsync("hi")).GetReceipt()!.Deployment);
        Assert.Equal("b", (await second.GetRequiredService<IChatClient>().GetResponseAsync("hi")).GetReceipt()!.Deployment);
    }

    [Fact]
    public async Task SecondCall_MakesTheGatewayTheApplicationsClientAgain()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("a", new ScriptedChatClient()));
        services.AddChatClient(new ScriptedChatClient().Reply("between"));
        services.AddModelGateway(g => g.AddRegisteredClient("b").AddRoute("chat", r => r.To("b")));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi");

        Assert.Equal(("b", "between"), (response.GetReceipt()!.Deployment, response.Text));
    }

    [Fact]
    public async Task Call_MakesTheGatewayTheClientEvenIfItRegistersAnother()
    {
        using IChatClient gateway = GatewayChatClient.Create(g =>
        {
            g.Services.AddChatClient(new ScriptedChatClient());
            g.AddRegisteredClient("inner");
        });

        Assert.Equal("inner", (await gateway.GetResponseAsync("hi")).GetReceipt()?.Deployment);
    }

    private static Dictionary<string, BuilderCase> All()
    {
        Dictionary<string, BuilderCase> all = new(
            BuilderCases.Services.Concat(BuilderCases.Options).Concat(BuilderCases.Pipelines), StringComparer.Ordinal);
        foreach (MethodInfo method in BuilderCase.Methods)
        {
            if (method.GetParameters().Any(static one => one.ParameterType == typeof(Action<ProviderOptions>)))
            {
                all.Add(BuilderCase.Describe(method), BuilderCase.ForProvider(method));
            }
        }

        return all;
    }
}
