using ModelGateway.Costs.Budgets;

namespace ModelGateway.Tests.Concurrency;

public sealed class BudgetBookConcurrencyTests
{
    [Fact]
    public async Task SettledAndHeld_NeverExceedAnyLimitUnderConcurrency()
    {
        BudgetBook book = new(TimeProvider.System);
        BudgetRule[] rules =
        [
            new(new BudgetOptions { Scope = "*", Usd = 5, Per = BudgetWindow.Total }),
            new(new BudgetOptions { Scope = "user:{user}", Usd = 2, Per = BudgetWindow.Total }),
        ];
        decimal[] spent = new decimal[Threads.Count];
        int refused = 0;
        await Threads.RunAsync(thread =>
        {
            GatewayScope scope = new() { User = (thread % 2).ToString() };
            BudgetCharge[] charges = book.Charges(rules, scope);
            for (int i = 0; i < 5_000; i++)
            {
                BudgetHold? hold = book.TryHold(charges, 0.001m, 0.01m, long.MaxValue, out BudgetRefusal? refusal);
                foreach (BudgetRule rule in rules)
                {
                    (decimal settled, decimal held) = book.Read(rule, scope);
                    Assert.InRange(settled + held, 0, rule.LimitUsd);
                }

                if (hold is null)
                {
                    Assert.NotNull(refusal);
                    Interlocked.Increment(ref refused);
                    continue;
                }

                decimal cost = i % 3 == 0 ? 0 : hold.Amount / 2;
                Assert.Equal(0, hold.Settle(cost, TimeProvider.System.GetUtcNow()));
                spent[thread] += cost;
            }
        });

        Assert.True(refused > 0);
        Assert.Equal((spent.Sum(), 0m), book.Read(rules[0], GatewayScope.None));
        Assert.Equal((spent[0] + spent[2], 0m), book.Read(rules[1], new GatewayScope { User = "0" }));
    }
}
