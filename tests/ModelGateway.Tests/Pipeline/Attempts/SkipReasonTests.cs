using ModelGateway.Costs.Budgets;
using ModelGateway.Pipeline.Attempts;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class SkipReasonTests
{
    [Theory]
    [InlineData(3, "resting for 3 s")]
    [InlineData(0, "being probed after failures")]
    public void Resting_SaysForHowLong(int seconds, string reason) =>
        Assert.Equal(reason, SkipReason.Resting(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(FailureKind.RateLimited, "rate limited for 2 s")]
    [InlineData(FailureKind.QuotaExhausted, "out of quota for 2 s")]
    [InlineData(FailureKind.Unauthorized, "no usable key for 2 s")]
    public void NoKey_SaysWhyAndForHowLong(FailureKind kind, string reason) =>
        Assert.Equal(reason, SkipReason.NoKey(kind, TimeSpan.FromSeconds(2)));

    [Fact]
    public void NoKey_LeavesOutATimeThatIsUnknown() =>
        Assert.Equal("no usable key", SkipReason.NoKey(FailureKind.Unauthorized, TimeSpan.MaxValue));

    [Fact]
    public void OverBudget_SaysWhatIsLeft_NeverLessThanNothing()
    {
        Assert.Equal("the budget team:x has $0.50 left", SkipReason.OverBudget(new BudgetRefusal("team:x", 2, 1.5m, 1, null)));
        Assert.Equal("the budget team:x has $0.00 left", SkipReason.OverBudget(new BudgetRefusal("team:x", 2, 3, 1, null)));
    }
}
