using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Keys;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Concurrency;

namespace ModelGateway.Tests.Configuration;

public sealed class LiveStateTests : IDisposable
{
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
}
