using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Concurrency;

namespace ModelGateway.Tests.Configuration;

public sealed class LiveStateTests : IDisposable
{
    private static readonly (string, string?)[] First =
    [
        ("Providers:p:Type", "OpenAI"), ("Providers:p:Keys", "k"), ("Providers:p:Models:0:Id", "m"),
        ("Providers:q:Type", "OpenAI"), ("Providers:q:Keys", "k"), ("Routes:chat:To", "p/m,q/n"), ("DefaultRoute", "chat"),
    ];

    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly LiveState _state = new(new SystemScheduler(TimeProvider.System));

    public void Dispose()
    {
        _state.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Deployment_IsKeptByItsName_InItsCase()
    {
        Assert.Same(_state.Deployment("p/m"), _state.Deployment("p/m"));
        Assert.NotSame(_state.Deployment("p/m"), _state.Deployment("p/M"));
    }

    [Fact]
    public void NamedDeployment_IsKeptUpToALimit_AndConfiguredOnesBeyondIt()
    {
        LiveDeployment configured = _state.Deployment("p/configured");
        for (int i = 0; i < 5_000; i++)
        {
            _state.NamedDeployment($"p/{i}");
        }

        Assert.Same(_state.NamedDeployment("p/0"), _state.NamedDeployment("p/0"));
        Assert.NotSame(_state.NamedDeployment("p/4999"), _state.NamedDeployment("p/4999"));
        Assert.Same(configured, _state.NamedDeployment("p/configured"));
        Assert.Same(_state.Deployment("p/late"), _state.Deployment("p/late"));
    }

    [Fact]
    public void Key_IsKeptForEachProviderAndSecret()
    {
        Assert.Same(_state.Key("p", new ProviderKey("a", "secret-1")), _state.Key("p", new ProviderKey("b", "secret-1")));
        Assert.NotSame(_state.Key("p", new ProviderKey("a", "secret-1")), _state.Key("p", new ProviderKey("a", "secret-2")));
        Assert.NotSame(_state.Key("p", new ProviderKey("a", "secret-1")), _state.Key("q", new ProviderKey("a", "secret-1")));
    }

    [Fact]
    public async Task Reload_LeavesNothingOfRemovedDeploymentsAndRotatedKeys()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        Change(configuration, First);
        ServiceCollection collection = new();
        collection.AddModelGateway(g => g.AddConfiguration(configuration));
        await using ServiceProvider services = collection.BuildServiceProvider();
        IChatClient client = services.GetRequiredService<IChatClient>();
        GatewayRuntime runtime = services.GetRequiredKeyedService<GatewayRuntime>("");
        LiveState state = runtime.State;
        int before = state.Count;
        LiveDeployment stays = state.NamedDeployment("q/n");
        KeyHealth key = state.Key("q", new ProviderKey("k", "k"));

        for (int i = 0; i < 300; i++)
        {
            Change(configuration, ("Providers:p:Keys", $"k{i}"), ("Providers:p:Models:0:Id", $"m{i}"),
                ("Routes:chat:To", $"p/m{i},p/only{i},q/n"));
            await client.ExplainAsync("hi", new ChatOptions { ModelId = "q/named" }, TestContext.Current.CancellationToken);
        }

        Assert.Equal("k299", Assert.Single(runtime.Snapshots.Current.FindProvider("p")!.Options.Keys));
        Change(configuration, First);
        Assert.Equal(before + 3, state.Count); // q/named and its key, for chats and for embeddings.
        Assert.Same(stays, state.NamedDeployment("q/n"));
        Assert.Same(key, state.Key("q", new ProviderKey("k", "k")));
        Change(configuration, ("Providers:q:Keys", "other"), ("Routes:chat:To", "p/m"));
        Assert.Equal(before - 2, state.Count); // q/n and its key for chats and embeddings; of q/named, its key.
    }

    [Fact]
    public void Client_IsCreatedOnce_AndDisposedWithTheState()
    {
        CountingClient client = new();
        int created = 0;
        ClientRegistration registration = new("c", _ => { created++; return client; }, new ClientDeploymentOptions());

        Assert.Same(client, _state.Client(registration, _services));
        Assert.Same(client, _state.Client(registration, _services));
        _state.Dispose();
        _state.Dispose();

        Assert.Equal((1, 1), (created, client.Disposals));
        Assert.Throws<ObjectDisposedException>(() => _state.Client(registration, _services));
    }

    private static void Change(IConfigurationRoot configuration, params (string Name, string? Value)[] settings)
    {
        foreach ((string name, string? value) in settings)
        {
            configuration[name] = value;
        }

        configuration.Reload();
    }
}
