namespace ModelGateway.Costs.Budgets;

/// <summary>
/// All accounts of a gateway under one lock, so that a hold over several of them is all or nothing and, at every admission, what is
/// settled and what is held never exceed the limit together. An account with nothing settled in its window and nothing held is the same as a
/// new one: a few are looked at whenever one is opened, and such are dropped, so that users who never come back are not kept for ever.
/// </summary>
internal sealed class BudgetBook(TimeProvider time)
{
    private const int SweptAtEachOpening = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Template, BudgetWindow Window, string Key), BudgetAccount> _accounts = [];
    private readonly OpenHolds _open = new();
    private readonly Queue<BudgetCharge> _toSweep = new();

    /// <summary>How many accounts are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Count;
            }
        }
    }

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
                if (_accounts.TryGetValue((rule.Template, rule.Window, key), out BudgetAccount? account))
                {
                    charges[i] = new BudgetCharge(rule, account) { Key = key };
                }
                else
                {
                    Sweep();
                    charges[i] = new BudgetCharge(rule, new BudgetAccount(rule.AccountOf(scope))) { Key = key };
                    Open(charges[i]);
                }
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
            Refresh(charges);
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
            _open.Add(hold);
            return hold;
        }
    }

    public decimal Settle(BudgetHold hold, decimal cost, DateTimeOffset now)
    {
        lock (_lock)
        {
            End(hold);
            Refresh(hold.Charges);
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
        BudgetCharge[] charges = Charges([rule], scope);
        lock (_lock)
        {
            ExpireOverdue();
            Refresh(charges);
            BudgetAccount account = charges[0].Account;
            account.Roll(rule, time.GetUtcNow());
            return (account.Settled, account.Held);
        }
    }

    private void Open(in BudgetCharge charge)
    {
        _accounts.Add(charge.Place, charge.Account);
        _toSweep.Enqueue(charge);
    }

    // A request keeps its charges for as long as it runs, and what it has no hold on may be dropped meanwhile, or opened again by another:
    // spending goes to the account that the book has. One with a hold is never dropped, so a hold ends where it was taken.
    private void Refresh(BudgetCharge[] charges)
    {
        for (int i = 0; i < charges.Length; i++)
        {
            BudgetCharge charge = charges[i];
            if (!_accounts.TryGetValue(charge.Place, out BudgetAccount? account))
            {
                Open(charge);
            }
            else if (account != charge.Account)
            {
                charges[i] = charge with { Account = account };
            }
        }
    }

    private void Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        for (int i = 0; i < SweptAtEachOpening && _toSweep.TryDequeue(out BudgetCharge charge); i++)
        {
            charge.Account.Roll(charge.Rule, now);
            if (charge.Account is { Settled: 0, Held: 0 })
            {
                _accounts.Remove(charge.Place);
            }
            else
            {
                _toSweep.Enqueue(charge);
            }
        }
    }

    private void End(BudgetHold hold)
    {
        if (_open.Remove(hold))
        {
            foreach ((_, BudgetAccount account) in hold.Charges)
            {
                account.Release(hold.Amount);
            }
        }
    }

    // Holds that outlive every clock of their attempt belong to nobody any more. The list is in the order in which they lapse.
    private void ExpireOverdue()
    {
        if (_open.First is null)
        {
            return;
        }

        long now = time.GetTimestamp();
        while (_open.First is { } first && first.ExpiresAt <= now)
        {
            End(first);
        }
    }
}
