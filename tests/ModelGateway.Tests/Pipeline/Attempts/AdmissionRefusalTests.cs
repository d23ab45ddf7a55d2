using ModelGateway.Costs.Budgets;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class AdmissionRefusalTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData(5, 5)]
    public void RetryAfter_IsTheShortestThatIsKnown(int seconds, int? expected)
    {
        AdmissionRefusal refusal = default;

        refusal.Offer(TimeSpan.MaxValue);
        refusal.Offer(TimeSpan.FromSeconds(seconds));
        refusal.Offer(TimeSpan.FromSeconds(seconds * 2));

        Assert.Equal(expected is { } known ? TimeSpan.FromSeconds(known) : null, refusal.RetryAfter);
    }

    [Fact]
    public void Budget_IsTheMildestRefusal()
    {
        AdmissionRefusal refusal = default;
        refusal.Offer(new BudgetRefusal("large", 1, 1, 3, null));
        refusal.Offer(new BudgetRefusal("small", 1, 1, 2, null));
        refusal.Offer(new BudgetRefusal("larger", 1, 1, 4, null));

        Assert.Equal("small", refusal.Budget!.Account);
    }

    [Fact]
    public void RefusedBudget_IsABudgetExceededException()
    {
        using PipelineHarness harness = new();
        GatewayRequest request = harness.Open(new StubOperation());
        AdmissionRefusal refusal = default;
        refusal.Offer(new BudgetRefusal("team:x", 2, 1.5m, 0.75m, null));

        BudgetExceededException exception = Assert.IsType<BudgetExceededException>(refusal.ToException(request));

        Assert.Equal("The budget team:x has $0.50 of $2.00 left; the cheapest candidate of 'chat' needs $0.75.", exception.Message);
        Assert.Equal(2, exception.LimitUsd);
        Assert.Equal(1.5m, exception.CommittedUsd);
        Assert.Equal(0.75m, exception.RequiredUsd);
    }

    [Fact]
    public void OtherRefusal_IsANoRouteException_WithEachReason()
    {
        using PipelineHarness harness = new();
        GatewayRequest request = harness.Open(new StubOperation());
        request.Receipt.Skip("a", "resting for 3 s");
        request.Receipt.Skip("b", "rate limited");
        AdmissionRefusal refusal = new() { RetryAfter = TimeSpan.FromSeconds(3), Waited = " It waited." };

        NoRouteException exception = Assert.IsType<NoRouteException>(refusal.ToException(request));

        Assert.Equal("No deployment of 'chat' could take the request. a: resting for 3 s; b: rate limited. It waited.", exception.Message);
        Assert.Equal(TimeSpan.FromSeconds(3), exception.RetryAfter);
        Assert.Equal(["a", "b"], exception.Skipped.Select(skipped => skipped.Deployment));
    }
}
