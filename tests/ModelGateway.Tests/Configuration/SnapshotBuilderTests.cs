using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Configuration;
using ModelGateway.Scheduling;

namespace ModelGateway.Tests.Configuration;

public sealed class SnapshotBuilderTests : IDisposable
{
    private readonly LiveState _state = new(new SystemScheduler(TimeProvider.System));
    private readonly ModelGatewayOptions _options = new();
    private readonly ServiceCollection _collection = new();
    private ServiceProvider? _services;

    public SnapshotBuilderTests()
    {
        _collection.AddModelGateway();
        _options.Providers["p"] = new ProviderOptions { Type = "OpenAI", Keys = { "k" }, Models = { new ModelInfo { Id = "listed" } } };
        _options.Routes["chat"] = new GatewayRouteOptions { To = { "p/listed", "p/gpt-4o" } };
    }

    public void Dispose()
    {
        _services?.Dispose();
        _state.Dispose();
    }

    [Fact]
    public void Build_CreatesListedModelsAndThoseThatARouteNames()
    {
        GatewaySnapshot snapshot = Build();

        Assert.Equal(["p/gpt-4o", "p/listed"],
            snapshot.Deployments.Select(static deployment => deployment.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["p/listed", "p/gpt-4o"], snapshot.Resolve("chat").Candidates.Select(static candidate => candidate.Name));
    }

    [Fact]
    public void Build_ReportsEveryFaultAtOnce()
    {
        _options.QueueLimit = -1;
        _options.Routes["chat"].Policy = "no-such-policy";

        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(() => Build());

        Assert.Contains("QueueLimit", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-policy", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_FindsThePoliciesOfTheGatewayAndOfTheContainer()
    {
        _collection.AddSingleton<IRoutingPolicy>(new Policy("shared"));
        _collection.AddKeyedSingleton<IRoutingPolicy>("", new Policy("own"));
        _options.Routes["chat"].Policy = "shared";
        _options.Routes["other"] = new GatewayRouteOptions { To = { "p/listed" }, Policy = "OWN" };

        GatewaySnapshot snapshot = Build();

        Assert.Equal(("shared", "own"), (snapshot.Resolve("chat").Policy.Name, snapshot.Resolve("other").Policy.Name));
    }

    [Fact]
    public void Build_KeepsTheClientOfAProviderThatDidNotChange()
    {
        GatewaySnapshot first = Build();
        GatewaySnapshot second = Build(first);

        Assert.Equal(first.FindProvider("p")!.Name, second.FindProvider("p")!.Name);
        Assert.Same(first.Resolve("chat").Candidates[0].Health, second.Resolve("chat").Candidates[0].Health);
    }

    private GatewaySnapshot Build(GatewaySnapshot? previous = null)
    {
        _services ??= _collection.BuildServiceProvider();
        return new SnapshotBuilder(_services, GatewayIdentity.Default, _state)
            .Build(_options, ModelCatalog.Embedded, isWhole: true, previous);
    }

    private sealed class Policy(string name) : IRoutingPolicy
    {
        public string Name => name;

        public void Rank(in GatewayRoutingContext context, Span<int> order)
        {
        }
    }
}
