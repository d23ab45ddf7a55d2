using ModelGateway.Keys;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Resilience;
using ModelGateway.Routing;
using ModelGateway.Tests.Pipeline;

namespace ModelGateway.Tests.Routing;

public sealed class RoutePlanTests
{
    [Fact]
    public void Plan_IsSharedByTwoAttempts()
    {
        using PipelineHarness harness = new();
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);
        Attempt first = new(request, PipelineHarness.Admit(request, plan));
        plan.MarkOut(first.Rank);
        Attempt second = new(request, PipelineHarness.Admit(request, plan));

        Assert.Equal("a", first.Deployment.Name);
        Assert.Equal("b", second.Deployment.Name);
        Parallel.Invoke(() => plan.MarkOut(second.Rank), () => plan.MarkOut(2));
        Assert.All([0, 1, 2], rank => Assert.True(plan.IsOut(rank)));
        StubOperation.Complete(first);
        second.End(AttemptOutcome.Cancelled, default, committed: false);
        Assert.Equal(0, harness.Deployment("a").InFlight + harness.Deployment("b").InFlight);
    }

    [Fact]
    public void Plan_ThrowsAfterItsDisposal()
    {
        RoutePlan plan = Plan(2, static _ => null);

        plan.Dispose();
        plan.Dispose();

        Assert.Throws<IndexOutOfRangeException>(() => plan[0]);
    }

    [Fact]
    public void Candidate_IsOut_AfterItsLastKey()
    {
        using RoutePlan plan = Plan(2, static _ => null);

        plan.MarkKeyTried(0, new KeyLease(0, null));
        Assert.True(plan.IsOut(0));
        Assert.Equal(1UL, plan.TriedKeys(0));
        Assert.False(plan.IsOut(1));
        Assert.Equal(0UL, plan.TriedKeys(1));
    }

    [Fact]
    public void Candidate_WithoutAKey_IsOutAtOnce()
    {
        using RoutePlan plan = Plan(1, static _ => null);

        plan.MarkKeyTried(0, KeyLease.None);

        Assert.True(plan.IsOut(0));
    }

    [Theory]
    [InlineData(8_000, null, true, false, false)]
    [InlineData(null, 32_000L, true, true, false)]
    [InlineData(16_000, 128_001L, true, true, true)]
    [InlineData(null, null, false, false, false)]
    public void TooSmallWindow_RulesOutAllThatAreNoLarger(int? window, long? requested, bool first, bool second, bool third)
    {
        using RoutePlan plan = Plan(3, static index => ((int[])[8_000, 16_000, 128_000])[index]);

        plan.MarkWindowTooSmall(window, requested);

        Assert.Equal([first, second, third], new[] { plan.IsOut(0), plan.IsOut(1), plan.IsOut(2) });
    }

    [Fact]
    public void First_IsNone_UntilItIsSet()
    {
        using RoutePlan plan = Plan(2, static _ => null);
        Assert.Null(plan.First);

        plan.First = 1;

        Assert.Equal(1, plan.First);
        plan.First = null;
        Assert.Null(plan.First);
    }

    [Fact]
    public void Limited_NamesThoseThatAreInAndHaveALimit()
    {
        using PipelineHarness harness = new(deployment: (name, options) => options.MaxConcurrency = name == "c" ? null : 2);
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);
        plan.MarkOut(0);

        WaitTarget target = Assert.Single(plan.Limited());
        Assert.Same(harness.Deployment("b").Health, target.Health);
        Assert.Equal(2, target.Limit);
        request.Close(AttemptOutcome.Abandoned);
    }

    [Fact]
    public void StartsSpace_WhereTheEmbeddingSpaceChanges()
    {
        Deployment[] candidates = [.. Enumerable.Range(0, 3).Select(index => TestDeployments.Create($"d{index}"))];
        Route route = new("embed", candidates, OrderedPolicy.Instance) { Spaces = [0, 0, 1] };
        using RoutePlan plan = new(route, 3, order: null, hasFits: false);

        Assert.Equal([false, false, true], new[] { plan.StartsSpace(0), plan.StartsSpace(1), plan.StartsSpace(2) });
    }

    [Fact]
    public void Dispose_IsHarmless_Twice()
    {
        RoutePlan plan = new(Route(2, static _ => null), 2, Candidates.Rent(2), hasFits: false);

        plan.Dispose();
        plan.Dispose();

        Assert.Equal(2, plan.Count);
    }

    private static RoutePlan Plan(int candidates, Func<int, int?> window) =>
        new(Route(candidates, window), candidates, order: null, hasFits: false);

    private static Route Route(int candidates, Func<int, int?> window) =>
        new(
            "chat",
            [.. Enumerable.Range(0, candidates).Select(index => TestDeployments.Create($"d{index}", window(index), keys: 1))],
            OrderedPolicy.Instance);
}
