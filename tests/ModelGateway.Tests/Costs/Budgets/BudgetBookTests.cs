using Microsoft.Extensions.Time.Testing;
using ModelGateway.Costs.Budgets;

namespace ModelGateway.Tests.Costs.Budgets;

/// <summary>How long accounts of scopes that do not return are kept, and that no spending is lost with them.</summary>
public sealed class BudgetBookTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly BudgetBook _book;

    public BudgetBookTests() => _book = new BudgetBook(_time);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Accounts_OfPastWindowsAreRemoved(bool held)
    {
        BudgetRule[] rules = Rules(BudgetWindow.Hour);
        int most = 0;
        for (int hour = 0; hour < 50; hour++)
        {
            for (int user = 0; user < 100; user++)
            {
                BudgetCharge[] charges = _book.Charges(rules, User($"{hour}-{user}"));
                if (held)
                {
                    Hold(charges)!.Settle(1, _time.GetUtcNow());
                }

                most = Math.Max(most, _book.Count);
            }

            _time.Advance(TimeSpan.FromHours(1));
        }

        // The users of this hour and of three before it: the clock may return to two past windows.
        Assert.InRange(most, held ? 100 : 1, held ? 401 : 201);
    }

    [Fact]
    public void Accounts_WithSpendingInTheirWindowAreKept()
    {
        BudgetRule[] rules = [.. Rules(BudgetWindow.Day), .. Rules(BudgetWindow.Total)];
        Hold(_book.Charges(rules, User("first")))!.Settle(3, _time.GetUtcNow());
        OpenMany(Rules(BudgetWindow.Hour));

        Assert.Equal((3m, 0m), _book.Read(rules[0], User("first")));
        _time.Advance(TimeSpan.FromDays(2));
        OpenMany(Rules(BudgetWindow.Hour));

        Assert.Equal((0m, 0m), _book.Read(rules[0], User("first")));
        Assert.Equal((3m, 0m), _book.Read(rules[1], User("first")));
    }

    [Fact]
    public void Accounts_AreKeptWhileAClockIsAheadForAMoment()
    {
        BudgetRule[] rules = Rules(BudgetWindow.Day);
        Hold(_book.Charges(rules, User("first")))!.Settle(4, _time.GetUtcNow());
        DateTimeOffset right = _time.GetUtcNow();

        _time.AdjustTime(right.AddYears(1));
        OpenMany(rules);
        _time.AdjustTime(right);

        Assert.Equal((4m, 0m), _book.Read(rules[0], User("first")));
    }

    [Fact]
    public void Accounts_WithAHoldAreKept()
    {
        BudgetRule[] rules = Rules(BudgetWindow.Hour);
        BudgetHold hold = Hold(_book.Charges(rules, User("first")))!;
        _time.Advance(TimeSpan.FromHours(3));
        OpenMany(rules);

        Assert.Equal((0m, 4m), _book.Read(rules[0], User("first")));
        hold.Settle(2, _time.GetUtcNow());
        Assert.Equal((2m, 0m), _book.Read(rules[0], User("first")));
    }

    [Fact]
    public void TryHold_UsesTheReopenedAccount()
    {
        BudgetRule[] rules = Rules(BudgetWindow.Hour);
        BudgetCharge[] early = _book.Charges(rules, User("first"));
        OpenMany(rules);
        BudgetCharge[] late = _book.Charges(rules, User("first"));
        Assert.NotSame(early[0].Account, late[0].Account);

        BudgetHold first = Hold(early)!;
        BudgetHold second = Hold(late)!;
        Assert.Null(Hold(early));
        Assert.Equal((0m, 8m), _book.Read(rules[0], User("first")));
        first.Settle(5, _time.GetUtcNow());
        second.Settle(1, _time.GetUtcNow());

        Assert.Equal((6m, 0m), _book.Read(rules[0], User("first")));
    }

    [Fact]
    public void Settle_ChargesTheReopenedAccountAfterTheHoldLapsed()
    {
        BudgetRule[] rules = Rules(BudgetWindow.Hour);
        BudgetHold hold = Hold(_book.Charges(rules, User("first")))!;
        _time.Advance(TimeSpan.FromHours(30));
        Hold(_book.Charges(rules, User("other")))!.Settle(0, _time.GetUtcNow());
        OpenMany(rules);
        BudgetHold current = Hold(_book.Charges(rules, User("first")))!;

        hold.Settle(5, _time.GetUtcNow());

        Assert.Equal((5m, 4m), _book.Read(rules[0], User("first")));
        current.Settle(1, _time.GetUtcNow());
        Assert.Equal((6m, 0m), _book.Read(rules[0], User("first")));
    }

    [Fact]
    public async Task Charges_LoseNothingUnderConcurrency()
    {
        BudgetRule[] rules = Rules(BudgetWindow.Hour, usd: 1_000_000);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                BudgetCharge[] charges = _book.Charges(rules, User("shared"));
                _book.Charges(rules, User($"{worker}-{i}"));
                Hold(charges)!.Settle(1, _time.GetUtcNow());
            }
        })));

        Assert.Equal((16_000m, 0m), _book.Read(rules[0], User("shared")));
        Assert.InRange(_book.Count, 1, 20);
    }

    [Theory]
    [InlineData("{tenant}{user}", "ab", "c", "a", "bc")]
    [InlineData("{tenant}-{user}", "a-b", "c", "a", "b-c")]
    [InlineData("{tenant}:{user}", "a:b", "c", "a", "b:c")]
    [InlineData("{tenant}", null, "x", "-", "x")]
    [InlineData("{tenant}", null, "x", "%2D", "x")]
    [InlineData("{tenant}/{user}", null, null, "-", "-")]
    public void ScopeValue_CannotForgeAnotherAccount(string template, string? tenant, string? user, string? otherTenant, string? otherUser)
    {
        BudgetRule rule = new(new BudgetOptions { Scope = template, Usd = 5 });
        GatewayScope one = new() { Tenant = tenant, User = user };
        GatewayScope two = new() { Tenant = otherTenant, User = otherUser };

        Assert.NotSame(_book.Charges([rule], one)[0].Account, _book.Charges([rule], two)[0].Account);
        Assert.Same(_book.Charges([rule], one)[0].Account, _book.Charges([rule], one)[0].Account);
    }

    [Fact]
    public void UnsettledHold_LapsesEvenBehindALongerOne()
    {
        BudgetRule rule = new(new BudgetOptions { Usd = 5 });
        BudgetCharge[] charges = _book.Charges([rule], GatewayScope.None);
        long Minutes(int minutes) => _time.GetTimestamp() + (minutes * 60 * _time.TimestampFrequency);
        _book.TryHold(charges, 1, 1, Minutes(1440), out _);
        BudgetHold brief = _book.TryHold(charges, 2, 2, Minutes(15), out _)!;
        Assert.Equal((0m, 3m), _book.Read(rule, GatewayScope.None));

        _time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal((0m, 1m), _book.Read(rule, GatewayScope.None));
        Assert.Equal(0, brief.Settle(2, _time.GetUtcNow()));
        Assert.Equal((2m, 1m), _book.Read(rule, GatewayScope.None));
    }

    private static BudgetRule[] Rules(BudgetWindow window, decimal usd = 10) =>
        [new BudgetRule(new BudgetOptions { Scope = "user:{user}", Usd = usd, Per = window })];

    private static GatewayScope User(string name) => new() { User = name };

    private BudgetHold? Hold(BudgetCharge[] charges) =>
        _book.TryHold(charges, 4, 4, _time.GetTimestamp() + (24 * 3_600 * _time.TimestampFrequency), out _);

    private void OpenMany(BudgetRule[] rules)
    {
        for (int i = 0; i < 10; i++)
        {
            _book.Charges(rules, User($"passing {i}"));
        }
    }
}
