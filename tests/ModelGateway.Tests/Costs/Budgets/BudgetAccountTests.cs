using ModelGateway.Costs.Budgets;

namespace ModelGateway.Tests.Costs.Budgets;

public sealed class BudgetAccountTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 31, 12, 30, 0, TimeSpan.Zero);
    private readonly BudgetAccount _account = new("a");

    [Fact]
    public void Roll_ResetsSettledCostsButNotHolds()
    {
        BudgetRule rule = Rule(BudgetWindow.Hour);
        _account.Roll(rule, Noon);
        _account.Settle(3);
        _account.Hold(2);

        _account.Roll(rule, Noon.AddMinutes(29));
        Assert.Equal((3m, 2m), (_account.Settled, _account.Held));
        _account.Roll(rule, Noon.AddMinutes(30));

        Assert.Equal((0m, 2m), (_account.Settled, _account.Held));
        Assert.Equal(Noon.AddMinutes(30), _account.WindowStart);
    }

    [Fact]
    public void Roll_NeverGoesBack()
    {
        BudgetRule rule = Rule(BudgetWindow.Hour);
        _account.Roll(rule, Noon.AddHours(2));
        _account.Settle(3);

        _account.Roll(rule, Noon);
        _account.Roll(rule, Noon.AddHours(2));

        Assert.Equal(3m, _account.Settled);
    }

    [Theory]
    [InlineData(BudgetWindow.Hour)]
    [InlineData(BudgetWindow.Day)]
    [InlineData(BudgetWindow.Month)]
    public void Roll_ReturnsFromAWindowThatAClockBeganAheadOfTime(BudgetWindow window)
    {
        BudgetRule rule = Rule(window);
        _account.Roll(rule, Noon);
        _account.Settle(3);
        _account.Roll(rule, Noon.AddYears(1));
        _account.Settle(4);

        _account.Roll(rule, Noon.AddMinutes(1));
        Assert.Equal((7m, rule.WindowStart(Noon)), (_account.Settled, _account.WindowStart));
        _account.Settle(1);
        _account.Roll(rule, Noon.AddMonths(1));

        Assert.Equal((0m, rule.WindowStart(Noon.AddMonths(1))), (_account.Settled, _account.WindowStart));
    }

    [Fact]
    public void Roll_KeepsTheWindowForATimestampOfADelayedThread()
    {
        BudgetRule rule = Rule(BudgetWindow.Hour);
        _account.Roll(rule, Noon.AddMinutes(30));
        _account.Settle(3);

        _account.Roll(rule, Noon.AddMinutes(29.5));

        Assert.Equal((3m, Noon.AddMinutes(30)), (_account.Settled, _account.WindowStart));
    }

    [Fact]
    public void Roll_NeverResetsATotal()
    {
        BudgetRule rule = Rule(BudgetWindow.Total);
        _account.Roll(rule, Noon);
        _account.Settle(3);

        _account.Roll(rule, Noon.AddYears(50));

        Assert.Equal(3m, _account.Settled);
    }

    [Fact]
    public void Release_EndsAHold()
    {
        _account.Hold(2);
        _account.Hold(5);
        _account.Release(2);

        Assert.Equal(5m, _account.Held);
    }

    private static BudgetRule Rule(BudgetWindow window) => new(new BudgetOptions { Usd = 10, Per = window });
}
