using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

public sealed class RetirementWatchTests
{
    [Fact]
    public void Watch_AnnouncesEachStageOnce_WhenItsDayComes()
    {
        using RetiringGateway gateway = new(static g => g.AddRoute("chat", static route => route.To("p/a")),
            RetiringGateway.Going("a", "b"));
        gateway.Ask();
        Assert.Empty(gateway.Events);

        gateway.GoTo("2026-01-20");
        gateway.GoTo("2026-01-25");
        Assert.Equal([RetirementStage.Draining], gateway.Events.Select(static retiring => retiring.Stage));
        gateway.GoTo("2026-02-02");

        Assert.Equal([RetirementStage.Draining, RetirementStage.Retired], gateway.Events.Select(static retiring => retiring.Stage));
        Assert.Equal(("p/a", "a", new DateOnly(2026, 1, 31), "b"), gateway.Events[0] switch
        {
            var retiring => (retiring.Deployment, retiring.Model, retiring.Sunset, retiring.Successor),
        });
        Assert.Contains(gateway.Log.All,
            static line => line.Contains("p/a is drained, as it retires on 2026-01-31", StringComparison.Ordinal));
    }

    [Fact]
    public void Watch_AnnouncesNothingOfModelsWithoutDates()
    {
        using RetiringGateway gateway = new(static g => g.AddRoute("chat", static route => route.To("p/a")), new ModelInfo { Id = "a" });

        gateway.GoTo("2026-02-02");

        Assert.Empty(gateway.Events);
    }
}
