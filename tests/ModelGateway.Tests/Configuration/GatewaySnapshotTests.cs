using ModelGateway.Configuration;
using ModelGateway.Keys;
using ModelGateway.Resilience;
using ModelGateway.Routing;
using ModelGateway.Tests.Concurrency;

namespace ModelGateway.Tests.Configuration;

public sealed class GatewaySnapshotTests : IDisposable
{
    private readonly CountingClient _client = new();
    private readonly List<string> _created = [];

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Resolve_FindsRoutesDeploymentsAndModelsOfProviders()
    {
        GatewaySnapshot snapshot = Create(static o => o.DefaultRoute = "chat", routes: ["chat"], deployments: ["p/listed"]);

        Assert.Equal("chat", snapshot.Resolve(null).Name);
        Assert.Equal("chat", snapshot.Resolve("CHAT").Name);
        Assert.Equal("p/listed", snapshot.Resolve("P/LISTED").Candidates[0].Name);
        Assert.Equal("p/listed", snapshot.Resolve("listed").Candidates[0].Name);
        Assert.Same(snapshot.Resolve("p/new"), snapshot.Resolve("p/new"));
        Assert.NotSame(snapshot.Resolve("p/new"), snapshot.Resolve("p/NEW"));
        Assert.Equal(["new", "NEW"], _created);
    }

    [Fact]
    public void Resolve_PrefersARouteToADeploymentOfItsName_WhichResolveDeploymentFinds()
    {
        GatewaySnapshot snapshot = Create(routes: ["p/listed"], deployments: ["p/listed"]);

        Assert.Equal("p/listed", snapshot.Resolve("p/listed").Name);
        Assert.True(snapshot.TryResolveDeployment("p/listed", out Route? route));
        Assert.Null(route.Name);
    }

    [Fact]
    public void Resolve_WithoutADefault_TakesTheOnlyRouteOrDeployment()
    {
        Assert.Equal("chat", Create(routes: ["chat"], deployments: ["p/a", "p/b"]).Resolve(null).Name);
        Assert.Equal("p/a", Create(deployments: ["p/a"]).Resolve(null).Candidates[0].Name);
        NoRouteException exception = Assert.Throws<NoRouteException>(() => Create(routes: ["b", "a"]).Resolve(null));
        Assert.Equal(["a", "b"], exception.Suggestions);
    }

    [Theory]
    [InlineData("chatt", "Did you mean 'chat'?")]
    [InlineData("q/m", "'q/m' is no route, no provider/model and no model that only one provider has.")]
    [InlineData("p/", "'p/' is no route")]
    [InlineData("/m", "'/m' is no route")]
    public void Resolve_RefusesUnknownNames_AndSuggestsTheNearest(string name, string message) =>
        Assert.Contains(message, Assert.Throws<NoRouteException>(() => Create(routes: ["chat"]).Resolve(name)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ResolveEmbedding_HasADefaultOnlyWhereItsCandidatesEmbed()
    {
        GatewaySnapshot snapshot = Create(routes: ["chat"]);

        Assert.Equal((("chat", null)), (snapshot.DefaultName, snapshot.DefaultEmbeddingName));
        Assert.Throws<NoRouteException>(() => snapshot.ResolveEmbedding(null));
        Assert.Equal("chat", snapshot.ResolveEmbedding("chat").Name);
    }

    [Fact]
    public void FindProvider_IgnoresCase()
    {
        Assert.Equal("p", Create().FindProvider("P")!.Name);
        Assert.Null(Create().FindProvider("q"));
    }

    [Fact]
    public void Release_DisposesTheProvidersAfterTheLastLease()
    {
        GatewaySnapshot snapshot = Create();

        Assert.True(snapshot.TryLease());
        snapshot.Release();
        Assert.Equal(0, _client.Disposals);
        snapshot.Release();
        Assert.Equal(1, _client.Disposals);
        Assert.False(snapshot.TryLease());
    }

    private GatewaySnapshot Create(Action<ModelGatewayOptions>? configure = null, string[]? routes = null, string[]? deployments = null)
    {
        ModelGatewayOptions options = new();
        configure?.Invoke(options);
        ProviderRuntime provider = new("p", new ProviderOptions(), new SharedClient(_client), KeyPool.WithoutKeys(new KeyHealth()));
        return new GatewaySnapshot(
            options,
            ModelCatalog.Embedded,
            new() { ["p"] = provider },
            (routes ?? []).ToDictionary(static name => name, name => new Route(name, [Deploy("p/routed")], OrderedPolicy.Instance)),
            [.. (deployments ?? []).Select(Deploy)],
            (_, model) =>
            {
                _created.Add(model);
                return Deploy("p/" + model);
            });
    }

    private Deployment Deploy(string name) =>
        new(name, "p", new ModelInfo { Id = name[2..] }, _client, KeyPool.WithoutKeys(new KeyHealth()), new DeploymentHealth());
}
