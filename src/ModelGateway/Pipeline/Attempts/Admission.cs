using ModelGateway.Costs;
using ModelGateway.Costs.Budgets;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Resilience;
using ModelGateway.Routing;
using ModelGateway.Scheduling;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>
/// Breaker, key, permit and budget together, all or nothing, without waiting. A refusal is a skip with a reason on the receipt, not an
/// attempt.
/// </summary>
/// <param name="request">The request.</param>
/// <param name="plan">The ranked candidates.</param>
/// <param name="waiter">The request's place in the queue; null for a request that does not wait.</param>
internal ref struct Admission(GatewayRequest request, RoutePlan plan, AdmissionWaiter? waiter)
{
    /// <summary>An attempt with a smaller output is not worth its input.</summary>
    private const int LeastOutputTokens = 16;

    // A hold outlives every clock of its attempt by this much before it lapses.
    private static readonly TimeSpan HoldGrace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(24);

    private AdmissionRefusal _refusal;
    private bool _hasResting;
    private bool _isLast;

    /// <summary>Why no candidate was admitted so far.</summary>
    public readonly AdmissionRefusal Refusal => _refusal;

    /// <summary>
    /// Admits the first candidate, by rank, that has room everywhere: of those that do not rest, else of those that do. A candidate that is
    /// merely at its limit is waited for first.
    /// </summary>
    public bool TryAdmit(out AdmissionGrant grant) =>
        TryAdmitByRank(out grant) || (_hasResting && !_refusal.CanWait && TryAdmitResting(out grant));

    /// <summary>Admits the first candidate, by rank, of those that rest. The healthy ones have been tried.</summary>
    public bool TryAdmitResting(out AdmissionGrant grant)
    {
        _isLast = true;
        return TryAdmitByRank(out grant);
    }

    private bool TryAdmitByRank(out AdmissionGrant grant)
    {
        int? first = plan.First;
        for (int place = first is null ? 0 : -1; place < plan.Count; place++)
        {
            int rank = place < 0 ? first!.Value : place;
            if (_refusal.CanWait && plan.StartsSpace(rank))
            {
                // Vectors of another model are no substitute for a short wait.
                break;
            }

            if (!plan.IsOut(rank) && TryAdmit(rank, out grant))
            {
                return true;
            }
        }

        grant = default;
        return false;
    }

    private bool TryAdmit(int rank, out AdmissionGrant grant)
    {
        Deployment deployment = plan[rank];
        if (_isLast)
        {
            request.Receipt.Reconsider(deployment.Name);
        }

        CircuitBreaker breaker = deployment.Health.Breaker(request.Kind);
        TimeProvider time = request.Runtime.Time;
        long now = time.GetTimestamp();
        grant = default;
        if (!breaker.TryEnter(new BreakerMoment(deployment.Breaker, time, now), _isLast, out bool isProbe, out TimeSpan retryAfter))
        {
            Rests(deployment, retryAfter, SkipReason.Resting(retryAfter, breaker.Cause));
            return false;
        }

        KeyPool keys = deployment.KeysFor(request.Kind);
        KeyMoment moment = new(time, now) { Tried = plan.TriedKeys(rank), IsLast = _isLast };
        if (!keys.TryLease(moment, out KeyLease key, out KeyRest rest))
        {
            breaker.ReleaseProbe(isProbe);
            Rests(deployment, rest.Left, SkipReason.NoKey(deployment, rest));
            return false;
        }

        int refusals = deployment.Health.Gate.Refusals;
        if (!TryEnterGate(deployment))
        {
            breaker.ReleaseProbe(isProbe);
            keys.Release(key);
            _refusal.CanWait = true;
            request.Receipt.Skip(deployment.Name, SkipReason.AtLimit(deployment));
            return false;
        }

        grant = new AdmissionGrant(rank, deployment, key, isProbe, now) { Bridges = plan.Bridges(rank) };
        bool held = false;
        try
        {
            held = TryHold(ref grant);
        }
        finally
        {
            if (!held)
            {
                GiveBack(grant, refusals);
            }
        }

        return held;
    }

    private void Rests(Deployment deployment, TimeSpan left, string reason)
    {
        _hasResting = true;
        _refusal.Offer(left);

        // How long it rests changes while the request waits: what is said last holds.
        request.Receipt.Reconsider(deployment.Name);
        request.Receipt.Skip(deployment.Name, reason);
    }

    // Only a deployment with a limit has a queue, and newcomers stand behind the requests that wait for it.
    private readonly bool TryEnterGate(Deployment deployment)
    {
        DeploymentHealth health = deployment.Health;
        if (deployment.Model.MaxConcurrency is null || Volatile.Read(ref health.Waiting) == 0)
        {
            return health.Gate.TryEnter(deployment.Model.MaxConcurrency);
        }

        return waiter is not null
            && request.Runtime.State.Queue.MayTake(waiter, health)
            && health.Gate.TryEnter(deployment.Model.MaxConcurrency);
    }

    private readonly void GiveBack(in AdmissionGrant grant, int refusals)
    {
        DeploymentHealth health = grant.Deployment.Health;
        health.Breaker(request.Kind).ReleaseProbe(grant.IsProbe);
        grant.Deployment.KeysFor(request.Kind).Release(grant.Key);
        health.Gate.Exit();
        if (health.Gate.Refusals != refusals)
        {
            // While this request held the permit another one was refused: wake the queue. Otherwise do not, or a waiter that its budget
            // refuses would wake itself forever.
            request.Runtime.State.Queue.Signal(health);
        }
    }

    private bool TryHold(ref AdmissionGrant grant)
    {
        Deployment deployment = grant.Deployment;
        int? asked = request.Operation.RequestedOutputTokens;
        bool isLimitedByModel = asked > deployment.Model.MaxOutputTokens;
        grant.OutputLimit = isLimitedByModel ? deployment.Model.MaxOutputTokens : asked;
        grant.ServiceTier = request.Operation.ServiceTier;
        grant.Price = deployment.Prices.At(request.Runtime.Time, grant.ServiceTier);
        if (request.Charges.Length > 0 && !TryHoldBudget(ref grant))
        {
            return false;
        }

        if (isLimitedByModel)
        {
            request.Receipt.Note($"The output was limited to {grant.OutputLimit} tokens: {deployment.Name} puts out no more.");
        }

        return true;
    }

    private bool TryHoldBudget(ref AdmissionGrant grant)
    {
        Deployment deployment = grant.Deployment;
        if (grant.Price is not { } price)
        {
            return AllowsUnpriced(deployment);
        }

        long input = request.Operation.EstimateInput(deployment).High;
        int most = grant.OutputLimit
            ?? Math.Min(deployment.Model.MaxOutputTokens ?? int.MaxValue, request.Snapshot.Options.DefaultMaxOutputTokens);
        int least = grant.OutputLimit ?? Math.Min(most, LeastOutputTokens);
        if (CostCalculator.Ceiling(input, least, price) is not { } smallest
            || CostCalculator.Ceiling(input, most, price) is not { } largest)
        {
            return AllowsUnpriced(deployment);
        }

        long expiresAt = grant.AdmittedAt + request.Runtime.Time.ToTimestamps(HoldTime(deployment));
        grant.Hold = request.Runtime.State.Budgets.TryHold(request.Charges, smallest, largest, expiresAt, out BudgetRefusal? refusal);
        if (grant.Hold is not { } hold)
        {
            _refusal.Offer(refusal!);
            request.Receipt.Skip(deployment.Name, SkipReason.OverBudget(refusal!));
            return false;
        }

        if (grant.OutputLimit is null)
        {
            grant.OutputLimit = (int)Math.Clamp(CostCalculator.AffordableOutput(hold.Amount, input, price), least, most);
            request.Receipt.Note(
                $"The output was limited to {grant.OutputLimit} tokens for the budget: the request set no MaxOutputTokens.");
        }

        return true;
    }

    private readonly bool AllowsUnpriced(Deployment deployment)
    {
        foreach ((BudgetRule rule, BudgetAccount account) in request.Charges)
        {
            if (!rule.AllowUnpriced)
            {
                request.Receipt.Skip(deployment.Name, SkipReason.Unpriced(account.Id, deployment));
                return false;
            }
        }

        return true;
    }

    private readonly TimeSpan HoldTime(Deployment deployment) =>
        request.TimeoutsFor(deployment).Total is { Ticks: > 0 } total ? total + HoldGrace : LongestHold;
}
