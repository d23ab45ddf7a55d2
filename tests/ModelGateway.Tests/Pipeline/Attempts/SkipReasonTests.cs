using ModelGateway.Costs.Budgets;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Tests.Routing;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class SkipReasonTests
{
    [Theory]
    [InlineData(3, "resting for 3 s (Breaker), as it last said 503: slow down")]
    [InlineData(0, "being probed after failures (Breaker), as it last said 503: slow down")]
    public void Resting_SaysForHowLong_AndWhy(int seconds, string reason) => Assert.Equal(
        reason,
        SkipReason.Resting(TimeSpan.FromSeconds(seconds), new ProviderFailure(FailureKind.Unavailable, "slow down.") { StatusCode = 503 }));

    [Theory]
    [InlineData(FailureKind.RateLimited, false, "rate limited for 2 s (Providers:provider:Keys), as it last said 429: no")]
    [InlineData(FailureKind.QuotaExhausted, false, "out of quota for 2 s (Providers:provider:Keys), as it last said 429: no")]
    [InlineData(FailureKind.Unauthorized, false, "no usable key for 2 s (Providers:provider:Keys), as it last said 429: no")]
    [InlineData(FailureKind.Unauthorized, true, "refused to every key for 2 s (Providers:provider:Keys), as it last said 429: no")]
    public void NoKey_SaysWhyAndForHowLong(FailureKind kind, bool isOfDeployment, string reason) => Assert.Equal(
        reason,
        SkipReason.NoKey(
            TestDeployments.Create("p/m", keys: 1),
            new KeyRest(new ProviderFailure(kind, "no") { StatusCode = 429 }, TimeSpan.FromSeconds(2), isOfDeployment)));

    [Fact]
    public void NoKey_LeavesOutATimeThatIsUnknown() =>
        Assert.Equal("no usable key", SkipReason.NoKey(TestDeployments.Create("m"), KeyRest.None));

    [Fact]
    public void OverBudget_SaysWhatIsLeft_NeverLessThanNothing()
    {
        Assert.Equal("the budget team:x has $0.50 left", SkipReason.OverBudget(new BudgetRefusal("team:x", 2, 1.5m, 1, null)));
        Assert.Equal("the budget team:x has $0.00 left", SkipReason.OverBudget(new BudgetRefusal("team:x", 2, 3, 1, null)));
    }
}
