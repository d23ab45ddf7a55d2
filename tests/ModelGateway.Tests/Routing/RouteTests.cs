using ModelGateway.Routing;

namespace ModelGateway.Tests.Routing;

public sealed class RouteTests
{
    [Fact]
    public void With_KeepsTheSettings_AndTheLastResortsThatAreLeft()
    {
        Deployment[] all = [.. Enumerable.Range(0, 3).Select(index => TestDeployments.Create($"d{index}"))];
        Route route = new Route("chat", all, OrderedPolicy.Instance)
        {
            FailOverWhenRefused = true,
            FailOverBetweenEmbeddingModels = true,
            Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(9) },
        }.With(all, lastResorts: [all[1], all[2]], gone: [all[0]]);

        Route smaller = route.With([all[1]]);

        Assert.Equal("chat", smaller.Name);
        Assert.True(smaller.FailOverWhenRefused && smaller.FailOverBetweenEmbeddingModels);
        Assert.Same(route.Timeouts, smaller.Timeouts);
        Assert.Equal([all[1]], smaller.LastResorts);
        Assert.Empty(smaller.Gone);
    }

    [Fact]
    public void StandsInFor_NamesTheDeploymentWhosePlaceWasTaken()
    {
        Deployment[] all = [.. Enumerable.Range(0, 3).Select(index => TestDeployments.Create($"d{index}"))];
        Route route = new Route("chat", all, OrderedPolicy.Instance).With(all, standIns: [(all[2], all[0])]);

        Assert.Same(all[0], route.StandsInFor(all[2]));
        Assert.Null(route.StandsInFor(all[1]));
    }
}
