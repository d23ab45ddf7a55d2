using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>Which deployment replaces one whose model is past its sunset, seen by the requests of a route.</summary>
public sealed class SuccessorsTests
{
    [Fact]
    public void For_FollowsAChainOfSuccessors()
    {
        using RetiringGateway gateway = Create("p/a", RetiringGateway.Going("a", "b"), RetiringGateway.Going("b", "c"),
            new ModelInfo { Id = "c" });
        gateway.GoTo("2026-02-05");

        Assert.Equal("p/c", gateway.Ask().Deployment);
    }

    [Fact]
    public void For_CreatesADeploymentForASuccessorThatIsNotListed()
    {
        using RetiringGateway gateway = Create("p/a", RetiringGateway.Going("a", "unlisted"));
        gateway.GoTo("2026-02-05");

        Assert.Equal("p/unlisted", gateway.Ask().Deployment);
    }

    [Fact]
    public void For_EndsAChainThatComesBackToItsStart()
    {
        using RetiringGateway gateway = Create("p/a", RetiringGateway.Going("a", "b"), RetiringGateway.Going("b", "a"));
        gateway.GoTo("2026-02-05");

        Assert.Contains(gateway.Ask().Deployment, (string[])["p/a", "p/b"]);
    }

    [Fact]
    public void For_FindsNoSuccessorOfAModelOfAnotherProvider()
    {
        using RetiringGateway gateway = Create("q/a", RetiringGateway.Going("a", "b"));
        gateway.GoTo("2026-02-05");

        Assert.Equal("q/a", gateway.Ask().Deployment);
    }

    private static RetiringGateway Create(string target, params ModelInfo[] models) =>
        new(g => g.AddRoute("chat", route => route.To(target).UseSuccessors()), models);
}
