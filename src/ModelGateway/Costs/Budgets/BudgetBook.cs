namespace ModelGateway.Costs.Budgets;

/// <summary>
/// All budget accounts of a gateway. An attempt is sent only under a hold in every account that it is charged to, and the hold is settled
/// with the attempt's cost.
/// </summary>
/// <remarks>
/// <para>One lock guards all accounts. So a hold over several accounts is all or nothing, and the invariant holds at every admission: in
/// each account, settled costs and open holds together never exceed the limit.</para>
/// <para>An account without costs and holds, in the windows before too, equals a new one. Whenever an account is opened, a few others are
/// checked and removed if they are empty, so that accounts of users who never return do not pile up.</para>
/// </remarks>
internal sealed class BudgetBook(TimeProvider time)
{
    private const int SweptPerOpening = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Template, BudgetWindow Window, string Key), BudgetAccount> _accounts = [];
    private readonly OpenHolds _open = new();
    private readonly Queue<BudgetCharge> _toSweep = new();

    /// <summary>How many accounts there are.</summary>
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

    /// <summary>Returns the accounts that a scope is charged to, and opens those that are new.</summary>
    public BudgetCharge[] Charges(BudgetRule[] rules, GatewayScope scope)
    {
        if (rules.Length == 0)
        {
            return [];
        }

        BudgetCharge[] charges = new BudgetCharge[rules.Length];
        for (int i = 0; i < rules.Length; i++)
        {
            charges[i] = Charge(rules[i], scope);
        }

        return charges;
    }

    /// <summary>
    /// Holds the largest amount up to <paramref name="most"/> that all accounts have left. Holds nothing, in no account, if one of them has
    /// less than <paramref name="least"/> left.
    /// </summary>
    /// <param name="charges">The accounts.</param>
    /// <param name="least">The smallest useful amount, in US dollars.</param>
    /// <param name="most">The largest useful amount, in US dollars.</param>
    /// <param name="expiresAt">The timestamp at which the hold lapses if it was not settled before.</param>
    /// <param name="refusal">If nothing was held: the account that refused, and why.</param>
    public BudgetHold? TryHold(BudgetCharge[] charges, decimal least, decimal most, long expiresAt, out BudgetRefusal? refusal)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            ExpireOverdue();
            Refresh(charges);
            decimal granted = Grant(charges, least, most, now, out refusal);
            if (refusal is not null)
            {
                return null;
            }

            foreach ((_, BudgetAccount account) in charges)
            {
                account.Hold(granted);
            }

            BudgetHold hold = new(this, charges, granted, expiresAt);
            _open.Add(hold);
            return hold;
        }
    }

    /// <summary>
    /// Replaces a hold by the cost. The cost is never reduced to the hold: an overrun is charged in full and can exceed the limit, which
    /// then refuses further attempts.
    /// </summary>
    /// <returns>By how much the cost exceeds the hold, in US dollars; 0 if it does not.</returns>
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

    /// <summary>Returns an account's settled costs and open holds, in US dollars.</summary>
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

    private BudgetCharge Charge(BudgetRule rule, GatewayScope scope)
    {
        string key = rule.GetKey(scope);
        lock (_lock)
        {
            if (_accounts.TryGetValue((rule.Template, rule.Window, key), out BudgetAccount? account))
            {
                return new BudgetCharge(rule, account) { Key = key };
            }

            Sweep();
            BudgetCharge charge = new(rule, new BudgetAccount(rule.GetAccountId(scope))) { Key = key };
            Open(charge);
            return charge;
        }
    }

    // The largest amount that all accounts have left. This check and the hold happen under one lock, so the limit is never exceeded.
    private static decimal Grant(BudgetCharge[] charges, decimal least, decimal most, DateTimeOffset now, out BudgetRefusal? refusal)
    {
        decimal granted = most;
        foreach ((BudgetRule rule, BudgetAccount account) in charges)
        {
            account.Roll(rule, now);
            decimal left = rule.LimitUsd - account.Settled - account.Held;
            if (left < least || left <= 0)
            {
                refusal = new BudgetRefusal(account.Id, rule.LimitUsd, account.Settled + account.Held, least, rule.WindowEnd(now));
                return 0;
            }

            granted = Math.Min(granted, left);
        }

        refusal = null;
        return granted;
    }

    private void Open(in BudgetCharge charge)
    {
        _accounts.Add(charge.AccountKey, charge.Account);
        _toSweep.Enqueue(charge);
    }

    // A request keeps its charges while it runs. Meanwhile an account without a hold may have been removed, and opened again for another
    // request. So the charges are updated to the accounts in the book. An account with a hold is never removed, so a hold ends where it
    // began.
    private void Refresh(BudgetCharge[] charges)
    {
        for (int i = 0; i < charges.Length; i++)
        {
            BudgetCharge charge = charges[i];
            if (!_accounts.TryGetValue(charge.AccountKey, out BudgetAccount? account))
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
        for (int i = 0; i < SweptPerOpening && _toSweep.TryDequeue(out BudgetCharge charge); i++)
        {
            charge.Account.Roll(charge.Rule, now);
            if (charge.Account.IsEmpty)
            {
                _accounts.Remove(charge.AccountKey);
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

    // A hold expires after all timeouts of its attempt, so an expired hold was lost. The list is in the order of expiry.
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

/// <summary>Why a budget granted nothing.</summary>
internal sealed record BudgetRefusal(string Account, decimal LimitUsd, decimal CommittedUsd, decimal RequiredUsd, DateTimeOffset? ResetsAt);
