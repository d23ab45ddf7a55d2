namespace ModelGateway.Costs.Budgets;

/// <summary>What one scope has spent and holds under one rule. Guarded by the <see cref="BudgetBook"/>'s lock.</summary>
internal sealed class BudgetAccount(string id)
{
    private DateTimeOffset _windowEnd;

    public string Id { get; } = id;

    public DateTimeOffset WindowStart { get; private set; }

    public decimal Settled { get; private set; }

    public decimal Held { get; private set; }

    /// <summary>The window is computed when the account is read, so no job has to run for a budget to become whole again.</summary>
    public void Roll(BudgetRule rule, DateTimeOffset now)
    {
        // Only ever forward: a reading of the clock that is late by a thread's delay, or a clock set back, must not bring spending back.
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
