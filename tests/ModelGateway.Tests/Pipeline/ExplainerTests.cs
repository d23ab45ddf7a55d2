using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Tests.Pipeline;

/// <summary>An explanation is the plan of the same request, and leaves no trace.</summary>
public sealed class ExplainerTests
{
    [Theory]
    [InlineData(RoutingPolicies.Ordered)]
    [InlineData("reversed")]
    public async Task Explanation_NamesTheDeploymentsThatTheRunTries_InOrder(string policy)
    {
        using PipelineHarness harness = new(
            gateway => gateway.Services.AddSingleton<IRoutingPolicy>(new Reversed()),
            (name, options) => options.Capabilities = new CapabilitySet([], name == "b" ? [Capability.Tools] : []),
            route => route.UsePolicy(policy));
        GatewayRequestOptions settings = new() { Require = [Capability.Tools] };
        StubOperation operation = new() { Settings = settings, Start = _ => throw new HttpRequestException("down") };

        RouteExplanation explained = harness.Pipeline.Explain(new StubOperation { Settings = settings });
        ProviderException failed = await Assert.ThrowsAsync<ProviderException>(async () =>
            await harness.Pipeline.RunAsync(operation, default));

        Assert.Equal(policy == "reversed" ? ["c", "a"] : (string[])["a", "c"],
            explained.Candidates.Select(candidate => candidate.Deployment));
        Assert.Equal(operation.Tried, explained.Candidates.Select(candidate => candidate.Deployment));
        Assert.Equal("b", Assert.Single(explained.Excluded).Deployment);
        Assert.Equal(explained.Excluded[0].Reason, failed.Receipt!.Skipped.Single(skipped => skipped.Deployment == "b").Reason);
    }

    [Fact]
    public void Policy_SeesTheMiddleDraw()
    {
        Drawing policy = new();
        using PipelineHarness harness = new(gateway => gateway.Services.AddSingleton<IRoutingPolicy>(policy), route: route =>
            route.UsePolicy("drawing"));

        harness.Pipeline.Explain(new StubOperation());
        harness.Pipeline.Explain(new StubOperation());

        Assert.Equal([0.5, 0.5], policy.Draws);
    }

    [Fact]
    public void Explanation_PublishesNothing_AndReturnsItsLease()
    {
        using PipelineHarness harness = new(gateway => gateway.AddBudget("*", 1));

        harness.Pipeline.Explain(new StubOperation());

        Assert.Empty(harness.Receipts.All);
        Assert.Empty(harness.Ledger.Snapshot());
        Assert.Equal(0, harness.Deployment("a").InFlight);
        Assert.Equal(0, harness.Runtime.State.Budgets.Count);
    }

    [Fact]
    public async Task Explanation_UsesUpNoRequestNumber()
    {
        using PipelineHarness harness = new();
        await harness.Pipeline.RunAsync(new StubOperation(), default);
        harness.Pipeline.Explain(new StubOperation());
        await harness.Pipeline.RunAsync(new StubOperation(), default);

        Assert.Equal(["000001", "000002"], harness.Receipts.All.Select(receipt => receipt.RequestId[^6..]));
    }

    [Fact]
    public void Candidate_SaysWhatHoldsItBack()
    {
        using PipelineHarness harness = new(deployment: (_, options) => options.MaxConcurrency = 1);
        GatewayRequest request = harness.Open(new StubOperation());
        using (ModelGateway.Routing.RoutePlan plan = PipelineHarness.Plan(request))
        {
            PipelineHarness.Admit(request, plan);
        }

        RouteExplanation explained = harness.Pipeline.Explain(new StubOperation());

        Assert.Equal("at its limit of 1 requests in flight", explained.Candidates[0].HeldBackBy);
        Assert.Null(explained.Candidates[1].HeldBackBy);
        request.Close(AttemptOutcome.Abandoned);
    }

    private sealed class Reversed : IRoutingPolicy
    {
        public string Name => "reversed";

        public void Rank(in GatewayRoutingContext context, Span<int> order) => order.Reverse();
    }

    private sealed class Drawing : IRoutingPolicy
    {
        public string Name => "drawing";

        public List<double> Draws { get; } = [];

        public void Rank(in GatewayRoutingContext context, Span<int> order) => Draws.Add(context.Random);
    }
}
