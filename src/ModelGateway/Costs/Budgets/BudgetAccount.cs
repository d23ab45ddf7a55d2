namespace ModelGateway.Costs.Budgets;

/// <summary>The money that one scope has spent and reserved under one rule. Guarded by the <see cref="BudgetBook"/>'s lock.</summary>
internal sealed class BudgetAccount(string id)
{
    private DateTimeOffset _windowEnd;

    public string Id { get; } = id;

    public DateTimeOffset WindowStart { get; private set; }

    /// <summary>The cost of settled attempts in the current window, in US dollars.</summary>
    public decimal Settled { get; private set; }

    /// <summary>The sum of the open holds, in US dollars. Holds outlive the end of a window.</summary>
    public decimal Held { get; private set; }

    /// <summary>Starts a new window if the current one is over. Every access calls this, so no background job resets budgets.</summary>
    public void Roll(BudgetRule rule, DateTimeOffset now)
    {
        // Windows only move forward. A timestamp that a delayed thread took earlier, or a clock that was set back, must not reset spending.
        if (now < _windowEnd)
        {
            return;
        }

        _windowEnd = rule.WindowEnd(now) ?? DateTimeOffset.MaxValue;
        DateTimeOffset start = rule.WindowStart(now);
        if (start != WindowStart)
        {
            WindowStart = start;
            Settled = 0;
        }
    }

    public void Hold(decimal amount) => Held += amount;

    public void Release(decimal amount) => Held -= amount;

    public void Settle(decimal cost) => Settled += cost;
}

/// <summary>A rule and the account that a request is charged to under it.</summary>
internal readonly record struct BudgetCharge(BudgetRule Rule, BudgetAccount Account)
{
    /// <summary>The key that identifies the account among those of the rule.</summary>
    public required string Key { get; init; }

    /// <summary>The key that identifies the account among all accounts, also after a reload of the configuration.</summary>
    public (string Template, BudgetWindow Window, string Key) AccountKey => (Rule.Template, Rule.Window, Key);
}
