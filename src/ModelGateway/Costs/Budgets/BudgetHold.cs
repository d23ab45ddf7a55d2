namespace ModelGateway.Costs.Budgets;

/// <summary>An amount reserved before an attempt. It always ends: settled, released (settled with nothing) or expired.</summary>
internal sealed class BudgetHold(BudgetBook book, BudgetCharge[] charges, decimal amount, long expiresAt)
{
    public decimal Amount { get; } = amount;

    public BudgetCharge[] Charges { get; } = charges;

    public long ExpiresAt { get; } = expiresAt;

    /// <summary>Whether it still holds; the book's alone to change, as its neighbours are.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The open hold that lapses just before; null where there is none.</summary>
    public BudgetHold? Earlier { get; set; }

    /// <summary>The open hold that lapses just after; null where there is none.</summary>
    public BudgetHold? Later { get; set; }

    /// <summary>Replaces the hold by what the attempt cost, in full, even where that is more than was held.</summary>
    /// <returns>By how much the cost exceeded the hold.</returns>
    public decimal Settle(decimal cost, DateTimeOffset now) => book.Settle(this, cost, now);
}
