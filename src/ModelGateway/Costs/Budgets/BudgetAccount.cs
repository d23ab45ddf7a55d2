namespace ModelGateway.Costs.Budgets;

/// <summary>The money that one scope has spent and reserved under one rule. Guarded by the <see cref="BudgetBook"/>'s lock.</summary>
internal sealed class BudgetAccount(string id)
{
    // By how much a timestamp may lie before the window without the clock having been set back: a thread may have been delayed with it.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private DateTimeOffset _windowEnd;
    private DateTimeOffset _otherStart;
    private decimal _otherSettled;

    public string Id { get; } = id;

    public DateTimeOffset WindowStart { get; private set; }

    /// <summary>The cost of settled attempts in the current window, in US dollars.</summary>
    public decimal Settled { get; private set; }

    /// <summary>The sum of the open holds, in US dollars. Holds outlive the end of a window.</summary>
    public decimal Held { get; private set; }

    /// <summary>Starts a new window if the current one is over. Every access calls this, so no background job resets budgets.</summary>
    /// <remarks>
    /// A clock that was ahead for a moment began a window that lies in the future. When the clock is right again, the account returns to
    /// the window before it, with what was spent there and what was spent while the clock was ahead: no change of the clock resets
    /// spending, and none freezes a budget.
    /// </remarks>
    public void Roll(BudgetRule rule, DateTimeOffset now)
    {
        if (now < _windowEnd && (now >= WindowStart || WindowStart - now <= Tolerance))
        {
            return;
        }

        DateTimeOffset start = rule.WindowStart(now);
        _windowEnd = rule.WindowEnd(now) ?? DateTimeOffset.MaxValue;
        if (start == WindowStart)
        {
            return;
        }

        decimal settled = start == _otherStart ? _otherSettled : 0;
        if (start < WindowStart)
        {
            settled += Settled;
        }

        (_otherStart, _otherSettled) = (WindowStart, Settled);
        (WindowStart, Settled) = (start, settled);
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
