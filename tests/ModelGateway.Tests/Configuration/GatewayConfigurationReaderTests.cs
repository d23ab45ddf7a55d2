using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>Configuration in layers, mixed with code and with clients of the application.</summary>
public sealed class GatewayConfigurationReaderTests
{
    private const string File = """
        { "Providers": { "openai": { "Type": "OpenAI", "Keys": ["k1", "k2"], "Models": [ { "Id": "m", "InputUsdPerMillion": 0.25, "OutputUsdPerMillion": 2 } ] } },
          "Routes": { "chat": { "To": ["openai/a", "openai/b"], "Timeouts": { "FirstToken": "20s" } } },
          "Budgets": [ { "Scope": "team:{team}", "Usd": 50, "Per": "day" }, { "Usd": 500, "Per": "month" } ],
          "Timeouts": { "Total": "2m", "Idle": "none" }, "QueueTimeout": "500ms" }
        """;

    [Fact]
    public void Read_SetsOptionsFromAFile()
    {
        ModelGatewayOptions options = Read();

        Assert.Equal(["k1", "k2"], options.Providers["OPENAI"].Keys);
        Assert.Equal(ModelPricing.PerMillion(0.25m, 2), options.Providers["openai"].Models[0].Pricing);
        Assert.Equal(["openai/a", "openai/b"], options.Routes["Chat"].To);
        Assert.Equal(TimeSpan.FromSeconds(20), options.Routes["chat"].Timeouts!.FirstToken);
        Assert.Equal((TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan), (options.Timeouts.Total!.Value, options.Timeouts.Idle!.Value));
        Assert.Equal(GatewayTimeoutOptions.Default.Connect, options.Timeouts.Connect);
        Assert.Equal(TimeSpan.FromMilliseconds(500), options.QueueTimeout);
        Assert.Equal([("team:{team}", 50m, BudgetWindow.Day), ("*", 500m, BudgetWindow.Month)],
            options.Budgets.Select(b => (b.Scope, b.Usd, b.Per)));
    }

    [Fact]
    public void Read_MergesArraysByIndex()
    {
        ModelGatewayOptions options = Read(("Routes:chat:To:0", "openai/c"), ("Budgets:0:Usd", "75"), ("Providers:openai:Keys:2", "k3"));

        Assert.Equal(["openai/c", "openai/b"], options.Routes["chat"].To);
        Assert.Equal(["k1", "k2", "k3"], options.Providers["openai"].Keys);
        Assert.Equal(("team:{team}", 75m), (options.Budgets[0].Scope, options.Budgets[0].Usd));
    }

    [Fact]
    public void Read_TakesASingleValueInsteadOfAnArray()
    {
        ModelGatewayOptions options = Read(("Routes:chat:To", " openai/c , openai/d,"), ("Providers:openai:Keys", "only"));

        Assert.Equal(["openai/c", "openai/d"], options.Routes["chat"].To);
        Assert.Equal(["only"], options.Providers["openai"].Keys);
    }

    [Fact]
    public void Read_TakesEnvironmentVariables()
    {
        Environment.SetEnvironmentVariable("MGTEST1_Routes__chat__To", "openai/env");
        Environment.SetEnvironmentVariable("MGTEST1_Timeouts__Total", "00:00:30");
        try
        {
            ModelGatewayOptions options = Read(new ConfigurationBuilder().AddJsonStream(Stream(File)).AddEnvironmentVariables("MGTEST1_")
                .Build());

            Assert.Equal(["openai/env"], options.Routes["chat"].To);
            Assert.Equal(TimeSpan.FromSeconds(30), options.Timeouts.Total);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MGTEST1_Routes__chat__To", null);
            Environment.SetEnvironmentVariable("MGTEST1_Timeouts__Total", null);
        }
    }

    [Fact]
    public void Read_OverridesCodeSettingBySetting()
    {
        ModelGatewayOptions options = Read(
            new ConfigurationBuilder().AddJsonStream(Stream(File)).Build(),
            g => g.AddOpenAI(configure: o => { o.PreWarm = true; o.Keys.Add("code"); })
                .AddRoute("chat", r => r.To("openai/code").FailOverWhenRefused()).AddRoute("other", r => r.To("openai/code"))
                .AddBudget("team:{team}", 1, BudgetWindow.Day).AddBudget("user:{user}", 2));

        Assert.Equal(["k1", "k2"], options.Providers["openai"].Keys);
        Assert.True(options.Providers["openai"].PreWarm);
        Assert.Equal(["openai/a", "openai/b"], options.Routes["chat"].To);
        Assert.True(options.Routes["chat"].FailOverWhenRefused);
        Assert.Equal(["openai/code"], options.Routes["other"].To);
        Assert.Equal([("team:{team}", 50m), ("user:{user}", 2m), ("*", 500m)], options.Budgets.Select(b => (b.Scope, b.Usd)));
    }

    [Fact]
    public async Task Read_MixesWithCodeAndClients()
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new("Routes:chat:To", "openai/a,wrapped")]).Build();
        StubHandler http = new((_, _) => Task.FromResult(StubHandler.Json(System.Net.HttpStatusCode.ServiceUnavailable, "{}")));
        ServiceCollection services = new();
        services.AddModelGateway(section, g =>
        {
            g.AddOpenAI(configure: o => o.Keys.Add("sk")).AddDeployment("wrapped", ScriptedAnswers.Hello());
            g.HttpClient.ConfigurePrimaryHttpMessageHandler(() => http);
        });
        await using ServiceProvider provider = services.BuildServiceProvider();

        ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi");

        Assert.Equal("wrapped", response.GetReceipt()!.Deployment);
        Assert.Equal(503, response.GetReceipt()!.Attempts[0].StatusCode);
        Assert.Single(http.Sent);
    }

    private static ModelGatewayOptions Read(params (string Key, string Value)[] over) => Read(new ConfigurationBuilder()
        .AddJsonStream(Stream(File)).AddInMemoryCollection(over.Select(o => KeyValuePair.Create(o.Key, (string?)o.Value))).Build());

    private static ModelGatewayOptions Read(IConfiguration configuration, Action<IModelGatewayBuilder>? configure = null)
    {
        ServiceCollection services = new();
        services.AddModelGateway(configuration, configure);
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsFactory<ModelGatewayOptions>>().Create(Options.DefaultName);
    }

    private static MemoryStream Stream(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));
}
