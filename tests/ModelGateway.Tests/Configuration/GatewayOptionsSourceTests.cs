using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>A change of the configuration takes effect once, or is reported, and never throws in the code that made it.</summary>
public sealed class GatewayOptionsSourceTests : IDisposable
{
    private readonly IConfigurationRoot _root = new ConfigurationBuilder()
        .AddInMemoryCollection([new("Gateway:Routes:chat:To", "a"), new("More:QueueLimit", "1")]).Build();

    private readonly LogLines _log = new();
    private readonly List<string> _events = [];

    [Theory]
    [InlineData(typeof(FormatException))]
    [InlineData(typeof(NullReferenceException))]
    [InlineData(typeof(OptionsValidationException))]
    public async Task OnChange_ReportsWhatACallbackThrows_AndTheLastGoodSnapshotStays(Type type)
    {
        Exception? thrown = null;
        await using ServiceProvider provider = Build(g => g.Configure(_ =>
        {
            if (thrown is not null)
            {
                throw thrown;
            }
        }));
        thrown = type == typeof(OptionsValidationException) ? new OptionsValidationException("", typeof(object), ["no"])
            : (Exception)Activator.CreateInstance(type)!;

        Change("Gateway:Routes:chat:To", "b");

        Assert.Equal(["failed " + type.Name], _events);
        Assert.Equal("a", await Ask(provider));
        thrown = null;
        Change("Gateway:Routes:chat:To", "b");
        Assert.Equal("b", await Ask(provider));
    }

    [Fact]
    public async Task OnChange_LogsAHandlerThatThrows_AndTheReloadStands()
    {
        await using ServiceProvider provider = Build();
        GatewayEvents events = provider.GetRequiredService<GatewayEvents>();
        events.ConfigurationReloaded += static (_, _) => throw new FormatException("handler 1");
        events.ConfigurationReloadFailed += static (_, _) => throw new FormatException("handler 2");

        Change("Gateway:Routes:chat:To", "b");
        Assert.Equal("b", await Ask(provider));
        Change("Gateway:Routes:chat:To", "nowhere");
        Assert.Equal("b", await Ask(provider));

        Assert.Contains(_log.All, line => line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains("handler 1", StringComparison.Ordinal));
        Assert.Contains(_log.All, line => line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains("handler 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnChange_CallsOnceForSeveralSectionsOfOneConfiguration()
    {
        await using ServiceProvider provider = Build(g => g.AddConfiguration(_root.GetSection("More")));

        Change("More:QueueLimit", "2");

        Assert.Equal(["reloaded"], _events);
        Change("More:QueueLimit", "3");
        Assert.Equal(["reloaded", "reloaded"], _events);
    }

    [Fact]
    public async Task OnChange_FollowsTheSourcesOfTheGatewaysName()
    {
        ConfigurationManager own = new();
        ConfigurationManager other = new();
        own["Default"] = "a";
        await using ServiceProvider provider = Build(g =>
        {
            g.Configure(options => options.DefaultRoute = own["Default"]);
            g.Services.AddSingleton<IOptionsChangeTokenSource<ModelGatewayOptions>>(
                new ConfigurationChangeTokenSource<ModelGatewayOptions>(null, own));
            g.Services.AddSingleton<IOptionsChangeTokenSource<ModelGatewayOptions>>(
                new ConfigurationChangeTokenSource<ModelGatewayOptions>("other", other));
        });
        Assert.Equal("a", await Ask(provider));

        ((IConfigurationRoot)other).Reload();
        Assert.Empty(_events);
        own["Default"] = "b";
        ((IConfigurationRoot)own).Reload();

        Assert.NotEmpty(_events);
        Assert.Equal("b", await Ask(provider));
    }

    [Fact]
    public async Task OptionsMonitor_SeesTheChange()
    {
        await using ServiceProvider provider = Build();
        IOptionsMonitor<ModelGatewayOptions> monitor = provider.GetRequiredService<IOptionsMonitor<ModelGatewayOptions>>();
        Assert.Equal(["a"], monitor.CurrentValue.Routes["chat"].To);

        Change("Gateway:Routes:chat:To", "b");

        Assert.Equal(["b"], monitor.CurrentValue.Routes["chat"].To);
    }

    [Fact]
    public async Task OnChange_CallsNoMoreAfterDisposal()
    {
        await using (Build())
        {
        }

        Change("Gateway:Routes:chat:To", "b");

        Assert.Empty(_events);
    }

    public void Dispose() => _log.Dispose();

    private static async Task<string> Ask(ServiceProvider provider) =>
        (await provider.GetRequiredService<IChatClient>().GetResponseAsync("hi")).GetReceipt()!.Deployment!;

    private void Change(string key, string value)
    {
        _root[key] = value;
        _root.Reload();
    }

    private ServiceProvider Build(Action<IModelGatewayBuilder>? more = null)
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddProvider(_log));
        services.AddModelGateway(_root.GetSection("Gateway"), g =>
        {
            g.AddDeployment("a", new ScriptedChatClient()).AddDeployment("b", new ScriptedChatClient());
            more?.Invoke(g);
        });
        ServiceProvider provider = services.BuildServiceProvider();
        GatewayEvents events = provider.GetRequiredService<GatewayEvents>();
        events.ConfigurationReloaded += (_, _) => _events.Add("reloaded");
        events.ConfigurationReloadFailed += (_, failed) => _events.Add("failed " + failed.GetType().Name);
        provider.GetRequiredService<IChatClient>();
        return provider;
    }
}
