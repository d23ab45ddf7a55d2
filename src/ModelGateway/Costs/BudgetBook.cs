namespace ModelGateway.Costs;

/// <summary>
/// All accounts of a gateway under one lock, so that a hold over several of them is all or nothing and, at every admission, what is
/// settled and what is held never exceed the limit together.
/// </summary>
internal sealed class BudgetBook(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Template, BudgetWindow Window, string Key), BudgetAccount> _accounts = [];
    private readonly LinkedList<BudgetHold> _open = new();

    /// <summary>The accounts that a scope is charged to.</summary>
    public BudgetCharge[] Charges(BudgetRule[] rules, GatewayScope scope)
    {
        if (rules.Length == 0)
        {
            return [];
        }

        BudgetCharge[] charges = new BudgetCharge[rules.Length];
        for (int i = 0; i < rules.Length; i++)
        {
            BudgetRule rule = rules[i];
            string key = rule.KeyOf(scope);
            lock (_lock)
            {
                if (!_accounts.TryGetValue((rule.Template, rule.Window, key), out BudgetAccount? account))
                {
                    account = new BudgetAccount(rule.AccountOf(scope));
                    _accounts.Add((rule.Template, rule.Window, key), account);
                }

                charges[i] = new BudgetCharge(rule, account);
            }
        }

        return charges;
    }

    /// <summary>Holds as much as every account affords, between the two bounds; nothing at all where one affords less than the least.</summary>
    /// <param name="charges">The accounts.</param>
    /// <param name="least">The smallest amount that is of use, in US dollars.</param>
    /// <param name="most">The largest amount that is wanted.</param>
    /// <param name="expiresAt">The timestamp at which the hold lapses if nobody settles it.</param>
    /// <param name="refusal">Where nothing was held: which account refused and why.</param>
    public BudgetHold? TryHold(BudgetCharge[] charges, decimal least, decimal most, long expiresAt, out BudgetRefusal? refusal)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            ExpireOverdue();
            decimal granted = most;
            foreach ((BudgetRule rule, BudgetAccount account) in charges)
            {
                account.Roll(rule, now);
                decimal left = rule.LimitUsd - account.Settled - account.Held;
                if (left < least || left <= 0)
                {
                    refusal = new BudgetRefusal(account.Id, rule.LimitUsd, account.Settled + account.Held, least, rule.WindowEnd(now));
                    return null;
                }

                granted = Math.Min(granted, left);
            }

            foreach ((_, BudgetAccount account) in charges)
            {
                account.Hold(granted);
            }

            refusal = null;
            BudgetHold hold = new(this, charges, granted, expiresAt);
            LinkedListNode<BudgetHold>? earlier = _open.Last;
            while (earlier is not null && earlier.Value.ExpiresAt > expiresAt)
            {
                earlier = earlier.Previous;
            }

            hold.Node = earlier is null ? _open.AddFirst(hold) : _open.AddAfter(earlier, hold);
            return hold;
        }
    }

    public decimal Settle(BudgetHold hold, decimal cost, DateTimeOffset now)
    {
        lock (_lock)
        {
            End(hold);
            foreach ((BudgetRule rule, BudgetAccount account) in hold.Charges)
            {
                account.Roll(rule, now);
                account.Settle(cost);
            }
        }

        return Math.Max(0, cost - hold.Amount);
    }

    /// <summary>What an account has settled and holds now, in US dollars.</summary>
    public (decimal Settled, decimal Held) Read(BudgetRule rule, GatewayScope scope)
    {
        BudgetCharge charge = Charges([rule], scope)[0];
        lock (_lock)
        {
            ExpireOverdue();
            charge.Account.Roll(rule, time.GetUtcNow());
            return (charge.Account.Settled, charge.Account.Held);
        }
    }

    private void End(BudgetHold hold)
    {
        if (hold.Node is { } node)
        {
            _open.Remove(node);
            hold.Node = null;
            foreach ((_, BudgetAccount account) in hold.Charges)
            {
                account.Release(hold.Amount);
            }
        }
    }

    // Holds that outlive every clock of their attempt belong to nobody any more. The list is in the order in which they lapse.
    private void ExpireOverdue()
    {
        if (_open.Count == 0)
        {
            return;
        }

        long now = time.GetTimestamp();
        while (_open.First is { } first && first.Value.ExpiresAt <= now)
        {
            End(first.Value);
        }
    }
}
