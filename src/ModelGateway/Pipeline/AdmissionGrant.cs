using ModelGateway.Costs;
using ModelGateway.Costs.Budgets;
using ModelGateway.Keys;

namespace ModelGateway.Pipeline;

/// <summary>What admission gives to an attempt, all of it or nothing: the permit, the key, the hold, perhaps the breaker's probe.</summary>
internal readonly record struct AdmissionGrant(int Rank, Deployment Deployment, KeyLease Key, BudgetHold? Hold, bool IsProbe, int? OutputLimit, long AdmittedAt)
{
    /// <summary>What the attempt costs, as of now: what it is held and settled by, though the price changes while it runs. Null where that is unknown.</summary>
    public PriceQuote? Price { get; init; }

    /// <summary>The class of service that is asked for; null for none.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>What the attempt must do in place of what the deployment lacks.</summary>
    public Bridges Bridges { get; init; }
}
