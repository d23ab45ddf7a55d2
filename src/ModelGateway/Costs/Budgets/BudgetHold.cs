namespace ModelGateway.Costs.Budgets;

/// <summary>
/// An amount reserved for an attempt before it is sent. Every hold ends: it is settled, released (settled with a cost of 0) or expires.
/// </summary>
internal sealed class BudgetHold(BudgetBook book, BudgetCharge[] charges, decimal amount, long expiresAt)
{
    /// <summary>The amount, in US dollars. It is the most that the attempt can cost.</summary>
    public decimal Amount { get; } = amount;

    /// <summary>The accounts in which the amount is held.</summary>
    public BudgetCharge[] Charges { get; } = charges;

    /// <summary>The timestamp at which the hold lapses.</summary>
    public long ExpiresAt { get; } = expiresAt;

    /// <summary>Whether the hold is open. Only <see cref="OpenHolds"/> changes this and the neighbours below.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The open hold that lapses just before this one; null if there is none.</summary>
    public BudgetHold? Earlier { get; set; }

    /// <summary>The open hold that lapses just after this one; null if there is none.</summary>
    public BudgetHold? Later { get; set; }

    /// <summary>Replaces the hold by the full cost of the attempt, even if it is more than the hold.</summary>
    /// <returns>By how much the cost exceeds the hold, in US dollars; 0 if it does not.</returns>
    public decimal Settle(decimal cost, DateTimeOffset now) => book.Settle(this, cost, now);
}
