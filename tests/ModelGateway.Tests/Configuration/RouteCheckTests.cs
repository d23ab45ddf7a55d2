using ModelGateway.Capabilities;
using ModelGateway.Configuration;
using ModelGateway.Keys;
using ModelGateway.Negotiation;
using ModelGateway.Resilience;
using ModelGateway.Routing;
using ModelGateway.Tests.Concurrency;

namespace ModelGateway.Tests.Configuration;

public sealed class RouteCheckTests : IDisposable
{
    private readonly CountingClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public void FindFault_NamesWhyEachCandidateIsOut()
    {
        Route route = Create([Capability.Tools], Model("a", no: Capability.Tools), Model("b", no: Capability.Tools));

        Assert.Equal("p/a: lacks tools; p/b: lacks tools", RouteCheck.FindFault(route));
    }

    [Fact]
    public void FindFault_IsNullWhereACandidateFits_OrNothingIsRequired()
    {
        Assert.Null(RouteCheck.FindFault(Create([Capability.Tools], Model("a", no: Capability.Tools), Model("b", no: Capability.Seed))));
        Assert.Null(RouteCheck.FindFault(Create([], Model("a", no: Capability.Tools))));
    }

    private static ModelInfo Model(string id, Capability no) => new() { Id = id, Capabilities = new CapabilitySet([], [no]) };

    private Route Create(Capability[] required, params ModelInfo[] models) => new(
        "chat",
        [.. models.Select(model =>
            new Deployment("p/" + model.Id, "p", model, _client, KeyPool.WithoutKeys(new KeyHealth()), new DeploymentHealth()))],
        OrderedPolicy.Instance)
    {
        Rules = new NegotiationRules { Require = RequirementSet.From(required) },
    };
}
