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
    public void Roll_ReturnsFromTwoWindowsThatAClockBeganAheadOfTime()
    {
        BudgetRule rule = Rule(BudgetWindow.Day);
        _account.Roll(rule, Noon);
        _account.Settle(3);
        _account.Roll(rule, Noon.AddDays(1));
        _account.Settle(1);
        _account.Roll(rule, Noon.AddDays(2));
        _account.Settle(2);

        _account.Roll(rule, Noon);

        Assert.Equal(6m, _account.Settled);
    }

    [Fact]
    public void Roll_ChargesWhatWasSpentAheadOfTimeOnce()
    {
        BudgetRule rule = Rule(BudgetWindow.Day);
        _account.Roll(rule, Noon);
        _account.Settle(3);
        for (int i = 0; i < 5; i++)
        {
            _account.Roll(rule, Noon.AddDays(1));
            _account.Settle(i == 0 ? 1 : 0);
            Assert.Equal(1m, _account.Settled);
            _account.Roll(rule, Noon);
            Assert.Equal(4m, _account.Settled);
        }
    }

    [Fact]
    public void IsEmpty_WhereWhatWasSpentLiesThreeWindowsBack()
    {
        BudgetRule rule = Rule(BudgetWindow.Hour);
        _account.Roll(rule, Noon);
        _account.Settle(3);
        List<bool> empty = [];
        for (int hours = 1; hours <= 3; hours++)
        {
            _account.Roll(rule, Noon.AddHours(hours));
            empty.Add(_account.IsEmpty);
        }

        Assert.Equal([false, false, true], empty);
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
