namespace ModelGateway.Costs.Budgets;

/// <summary>The money that one scope has spent and reserved under one rule. Guarded by the <see cref="BudgetBook"/>'s lock.</summary>
internal sealed class BudgetAccount(string id)
{
    // By how much a timestamp may lie before the window without the clock having been set back: a thread may have been delayed with it.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private DateTimeOffset _windowEnd;

    // What was spent in the current window by its own clock, and in the two windows before it, the latest first.
    private SpentWindow _current;
    private SpentWindow _last;
    private SpentWindow _secondLast;

    // What was spent in later windows while the clock was ahead.
    private decimal _ahead;

    public string Id { get; } = id;

    public DateTimeOffset WindowStart => _current.Start;

    /// <summary>The cost of settled attempts in the current window, in US dollars.</summary>
    public decimal Settled => _current.Spent + _ahead;

    /// <summary>The sum of the open holds, in US dollars. Holds outlive the end of a window.</summary>
    public decimal Held { get; private set; }

    /// <summary>
    /// Whether a new account would be the same. What was spent in the windows before counts too: the clock may return to them.
    /// </summary>
    public bool IsEmpty => Settled == 0 && Held == 0 && _last.Spent == 0 && _secondLast.Spent == 0;

    /// <summary>Starts a new window if the current one is over. Every access calls this, so no background job resets budgets.</summary>
    /// <remarks>
    /// A clock that was ahead for a moment began windows that lie in the future. When the clock is right again, the account returns to
    /// the window before them, with what was spent there and what was spent while the clock was ahead: such a moment neither resets
    /// spending nor freezes a budget. Two windows are remembered beside the current one.
    /// </remarks>
    public void Roll(BudgetRule rule, DateTimeOffset now)
    {
        if (now < _windowEnd && (now >= WindowStart || WindowStart - now <= Tolerance))
        {
            return;
        }

        DateTimeOffset start = rule.WindowStart(now);
        _windowEnd = rule.WindowEnd(now) ?? DateTimeOffset.MaxValue;
        if (start != WindowStart)
        {
            MoveTo(start);
        }
    }

    public void Hold(decimal amount) => Held += amount;

    public void Release(decimal amount) => Held -= amount;

    public void Settle(decimal cost) => _current = _current with { Spent = _current.Spent + cost };

    private void MoveTo(DateTimeOffset start)
    {
        _ahead = start > WindowStart ? 0 : _current.SpentAfter(start) + _last.SpentAfter(start) + _secondLast.SpentAfter(start);
        SpentWindow next = start == _last.Start ? _last : start == _secondLast.Start ? _secondLast : new SpentWindow(start, 0);
        if (start != _last.Start)
        {
            _secondLast = _last;
        }

        (_last, _current) = (_current, next);
    }

    private readonly record struct SpentWindow(DateTimeOffset Start, decimal Spent)
    {
        public decimal SpentAfter(DateTimeOffset start) => Start > start ? Spent : 0;
    }
}

/// <summary>A rule and the account that a request is charged to under it.</summary>
internal readonly record struct BudgetCharge(BudgetRule Rule, BudgetAccount Account)
{
    /// <summary>The key that identifies the account among those of the rule.</summary>
    public required string Key { get; init; }

    /// <summary>The key that identifies the account among all accounts, also after a reload of the configuration.</summary>
    public (string Template, BudgetWindow Window, string Key) AccountKey => (Rule.Template, Rule.Window, Key);
}
