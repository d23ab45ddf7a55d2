using ModelGateway.Costs;
using ModelGateway.Costs.Budgets;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Resilience;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>What admission gives to an attempt, all of it or nothing: the permit, the key, the hold, perhaps the breaker's probe.</summary>
internal struct AdmissionGrant(int rank, Deployment deployment, KeyLease key, bool isProbe, long admittedAt)
{
    public readonly int Rank => rank;

    public readonly Deployment Deployment => deployment;

    public readonly KeyLease Key => key;

    public readonly bool IsProbe => isProbe;

    public readonly long AdmittedAt => admittedAt;

    /// <summary>The bridges that stand in for what the deployment lacks.</summary>
    public Bridges Bridges { get; init; }

    /// <summary>The most tokens that the attempt may put out; null for the model's own limit.</summary>
    public int? OutputLimit { get; set; }

    /// <summary>The class of service that is asked for; null for none.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>
    /// The price at admission, by which the attempt is held and settled even if the price changes while it runs. Null where it is unknown.
    /// </summary>
    public PriceQuote? Price { get; set; }

    public BudgetHold? Hold { get; set; }

    /// <summary>The deployment has answered: the places of probes are given back.</summary>
    public void OnAnswered()
    {
        isProbe = false;
        key = key with { Probes = KeyProbes.None };
    }

    /// <summary>Gives everything back, unused.</summary>
    public readonly void Release(GatewayRequest request)
    {
        DeploymentHealth health = deployment.Health;
        health.Breaker(request.Kind).ReleaseProbe(isProbe);
        deployment.KeysFor(request.Kind).Release(key);
        health.Gate.Exit();
        request.Runtime.State.Queue.Signal(health);
        Hold?.Settle(0, request.Runtime.Time.GetUtcNow());
    }
}
