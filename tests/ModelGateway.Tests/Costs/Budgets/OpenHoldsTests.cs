using ModelGateway.Costs.Budgets;

namespace ModelGateway.Tests.Costs.Budgets;

public sealed class OpenHoldsTests
{
    private readonly OpenHolds _holds = new();

    [Fact]
    public void First_IsTheHoldThatLapsesFirst()
    {
        BudgetHold late = Add(30), early = Add(10), middle = Add(20), tie = Add(20);

        Assert.Equal([early, middle, tie, late], Drain());
    }

    [Fact]
    public void Remove_UnlinksAHoldOnce()
    {
        BudgetHold first = Add(10), second = Add(20), third = Add(30);

        Assert.True(_holds.Remove(second));
        Assert.False(_holds.Remove(second));
        Assert.False(second.IsOpen);

        Assert.Equal([first, third], Drain());
        Assert.Null(_holds.First);
    }

    [Fact]
    public void Add_WorksAfterTheLastHoldWasRemoved()
    {
        BudgetHold last = Add(10);
        _holds.Remove(last);

        BudgetHold next = Add(5);

        Assert.Same(next, _holds.First);
        Assert.Null(next.Earlier);
        Assert.Null(next.Later);
    }

    private BudgetHold Add(long expiresAt)
    {
        BudgetHold hold = new(new BudgetBook(TimeProvider.System), [], 1, expiresAt);
        _holds.Add(hold);
        return hold;
    }

    private List<BudgetHold> Drain()
    {
        List<BudgetHold> all = [];
        while (_holds.First is { } first)
        {
            all.Add(first);
            _holds.Remove(first);
        }

        return all;
    }
}
