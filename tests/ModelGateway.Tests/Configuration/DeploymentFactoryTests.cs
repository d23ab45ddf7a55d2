using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Providers.Wrapped;
using ModelGateway.Scheduling;

namespace ModelGateway.Tests.Configuration;

public sealed class DeploymentFactoryTests : IDisposable
{
    private static readonly DeploymentModels Models = new(ModelCatalog.Embedded, isWhole: true);

    private readonly LiveState _state = new(new SystemScheduler(TimeProvider.System));
    private readonly ModelGatewayOptions _options = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddModelGateway().Services.BuildServiceProvider();

    public void Dispose()
    {
        _services.Dispose();
        _state.Dispose();
    }

    [Fact]
    public void CreateForRoute_CompletesTheModelFromTheCatalog()
    {
        Deployment deployment = Factory().CreateForRoute(Provider(), "gpt-4o");

        Assert.Equal(("p/gpt-4o", "p", "openai/gpt-4o"), (deployment.Name, deployment.Provider, deployment.Model.CatalogId));
        Assert.Same(_options.Breaker, deployment.Breaker);
    }

    [Fact]
    public void Deployments_ShareTheirHealth_AcrossSnapshots()
    {
        ProviderRuntime provider = Provider();

        Deployment first = Factory().CreateForRoute(provider, "gpt-4o");
        Deployment second = Factory().CreateForRoute(provider, "gpt-4o");

        Assert.NotSame(first, second);
        Assert.Same(first.Health, second.Health);
        Assert.NotSame(first.Health, Factory().CreateForRoute(provider, "gpt-4o-mini").Health);
    }

    [Theory]
    [InlineData("legacy", "legacy", "legacy")]
    [InlineData("lab/m", "lab", "m")]
    public void Create_TakesProviderAndModelFromAClientsName(string name, string provider, string model)
    {
        ClientDeploymentOptions settings = new() { Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(9) } };
        WrappedModelClient client = new(new ScriptedChatClient(), new WrappedClientOptions(name));

        Deployment deployment = Factory().Create(new ClientRegistration(name, _ => client, settings), client);

        Assert.Equal((name, provider, model), (deployment.Name, deployment.Provider, deployment.Model.Id));
        Assert.Equal(TimeSpan.FromSeconds(9), deployment.Timeouts!.Total);
    }

    private DeploymentFactory Factory() => new(_options, Models, _state);

    private ProviderRuntime Provider() =>
        new ProviderFactory(_services, GatewayIdentity.Default, _state)
            .Create("p", new ProviderOptions { Type = "OpenAI", Keys = { "k" } }, Models, previous: null);
}
