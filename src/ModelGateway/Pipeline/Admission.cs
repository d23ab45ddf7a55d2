using ModelGateway.Costs;
using ModelGateway.Costs.Budgets;
using ModelGateway.Keys;
using ModelGateway.Receipts;
using ModelGateway.Resilience;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>
/// Breaker, key, permit and budget together, all or nothing, without waiting. A refusal is a skip with a reason on the receipt, not an
/// attempt.
/// </summary>
internal static class Admission
{
    /// <summary>An attempt that cannot put out this much is not worth its input.</summary>
    private const int LeastOutputTokens = 16;

    // A hold outlives every clock of its attempt by this much before it lapses.
    private static readonly TimeSpan HoldGrace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(24);

    /// <summary>Admits the first candidate, by rank, that has room everywhere.</summary>
    public static bool TryAdmit<TResult>(
        GatewayRequest request, IOperation<TResult> operation, RoutePlan plan, AdmissionWaiter? waiter, out AdmissionGrant grant, out AdmissionVerdict verdict)
    {
        verdict = default;
        for (int place = plan.First is null ? 0 : -1; place < plan.Count; place++)
        {
            int rank = place < 0 ? plan.First!.Value : place;
            if (verdict.CanWait && plan.StartsSpace(rank))
            {
                // Other vectors are no substitute for a short wait.
                break;
            }

            if (!plan.IsOut(rank) && TryAdmit(request, operation, plan[rank], rank, plan.TriedKeys(rank), waiter, ref verdict, out grant))
            {
                grant = grant with { Bridges = plan.Bridges(rank) };
                return true;
            }
        }

        grant = default;
        return false;
    }

    private static bool TryAdmit<TResult>(
        GatewayRequest request,
        IOperation<TResult> operation,
        Deployment deployment,
        int rank,
        ulong triedKeys,
        AdmissionWaiter? waiter,
        ref AdmissionVerdict verdict,
        out AdmissionGrant grant)
    {
        grant = default;
        DeploymentHealth health = deployment.Health;
        CircuitBreaker breaker = health.Breaker(request.Kind);
        TimeProvider time = request.Runtime.Time;
        long now = time.GetTimestamp();
        if (!breaker.TryEnter(deployment.Breaker, time, now, out bool isProbe, out TimeSpan retryAfter))
        {
            verdict.Offer(retryAfter);
            request.Receipt.Skip(
                deployment.Name, retryAfter > TimeSpan.Zero ? $"resting for {ReceiptText.Time(retryAfter)}" : "being probed after failures");
            return false;
        }

        if (!deployment.KeysFor(request.Kind).TryLease(triedKeys, time, now, out KeyLease key, out retryAfter, out FailureKind reason))
        {
            breaker.ReleaseProbe(isProbe);
            verdict.Offer(retryAfter);
            request.Receipt.Skip(deployment.Name, KeyReason(reason, retryAfter));
            return false;
        }

        int refusals = health.Gate.Refusals;
        if (!TryEnterGate(request, deployment, waiter))
        {
            breaker.ReleaseProbe(isProbe);
            verdict.CanWait = true;
            request.Receipt.Skip(deployment.Name, AtLimit(deployment));
            return false;
        }

        int? outputLimit = operation.RequestedOutputTokens;
        bool isModels = outputLimit > deployment.Model.MaxOutputTokens;
        outputLimit = isModels ? deployment.Model.MaxOutputTokens : outputLimit;
        string? serviceTier = null;
        PriceQuote? price = null;
        BudgetHold? hold = null;
        bool held = false;
        try
        {
            serviceTier = operation.ServiceTier;
            price = deployment.Prices.At(time, serviceTier);
            held = request.Charges.Length == 0 || TryHold(request, operation, deployment, price, now, ref outputLimit, out hold, ref verdict);
        }
        finally
        {
            if (!held)
            {
                breaker.ReleaseProbe(isProbe);
                health.Gate.Exit();
                if (health.Gate.Refusals != refusals)
                {
                    // The place that was held for a moment was in somebody's way. Else nobody is woken: a waiter that its budget refuses
                    // would wake itself for ever.
                    request.Runtime.State.Queue.Signal(health);
                }
            }
        }

        if (held && isModels)
        {
            request.Receipt.Note($"The output was limited to {outputLimit} tokens: {deployment.Name} puts out no more.");
        }

        grant = new AdmissionGrant(rank, deployment, key, hold, isProbe, outputLimit, now) { Price = price, ServiceTier = serviceTier };
        return held;
    }

    /// <summary>Gives back what was granted, unused.</summary>
    public static void Release(GatewayRequest request, in AdmissionGrant grant)
    {
        DeploymentHealth health = grant.Deployment.Health;
        health.Breaker(request.Kind).ReleaseProbe(grant.IsProbe);
        health.Gate.Exit();
        request.Runtime.State.Queue.Signal(health);
        grant.Hold?.Settle(0, request.Runtime.Time.GetUtcNow());
    }

    public static string AtLimit(Deployment deployment) => $"at its limit of {deployment.Model.MaxConcurrency} requests in flight";

    // Only a deployment with a limit has a queue, and newcomers stand behind those who wait for it.
    private static bool TryEnterGate(GatewayRequest request, Deployment deployment, AdmissionWaiter? waiter)
    {
        DeploymentHealth health = deployment.Health;
        if (deployment.Model.MaxConcurrency is null || Volatile.Read(ref health.Waiting) == 0)
        {
            return health.Gate.TryEnter(deployment.Model.MaxConcurrency);
        }

        return waiter is not null && request.Runtime.State.Queue.MayTake(waiter, health) && health.Gate.TryEnter(deployment.Model.MaxConcurrency);
    }

    private static bool TryHold<TResult>(
        GatewayRequest request,
        IOperation<TResult> operation,
        Deployment deployment,
        PriceQuote? price,
        long now,
        ref int? outputLimit,
        out BudgetHold? hold,
        ref AdmissionVerdict verdict)
    {
        hold = null;
        if (price is null)
        {
            return AllowsUnpriced(request, deployment);
        }

        long input = operation.EstimateInput(deployment).High;
        int most = outputLimit ?? Math.Min(deployment.Model.MaxOutputTokens ?? int.MaxValue, request.Snapshot.Options.DefaultMaxOutputTokens);
        int least = outputLimit ?? Math.Min(most, LeastOutputTokens);
        if (CostCalculator.Ceiling(input, least, price) is not { } smallest || CostCalculator.Ceiling(input, most, price) is not { } largest)
        {
            return AllowsUnpriced(request, deployment);
        }

        long expiresAt = now + (long)(HoldTime(request, deployment).TotalSeconds * request.Runtime.Time.TimestampFrequency);
        hold = request.Runtime.State.Budgets.TryHold(request.Charges, smallest, largest, expiresAt, out BudgetRefusal? refusal);
        if (hold is null)
        {
            verdict.Offer(refusal!);
            request.Receipt.Skip(deployment.Name, $"the budget {refusal!.Account} has {ReceiptText.Money(Math.Max(0, refusal.LimitUsd - refusal.CommittedUsd))} left");
            return false;
        }

        if (outputLimit is null)
        {
            outputLimit = (int)Math.Clamp(CostCalculator.AffordableOutput(hold.Amount, input, price), least, most);
            request.Receipt.Note($"The output was limited to {outputLimit} tokens for the budget: the request set no MaxOutputTokens.");
        }

        return true;
    }

    private static bool AllowsUnpriced(GatewayRequest request, Deployment deployment)
    {
        foreach ((BudgetRule rule, BudgetAccount account) in request.Charges)
        {
            if (!rule.AllowUnpriced)
            {
                request.Receipt.Skip(deployment.Name, $"its price is unknown, and the budget {account.Id} refuses unpriced models");
                return false;
            }
        }

        return true;
    }

    private static TimeSpan HoldTime(GatewayRequest request, Deployment deployment) =>
        Attempt.Clocks(request, deployment).Total is { Ticks: > 0 } total ? total + HoldGrace : LongestHold;

    /// <summary>Why no key can be used.</summary>
    public static string KeyReason(FailureKind reason, TimeSpan retryAfter)
    {
        string until = retryAfter < TimeSpan.MaxValue ? $" for {ReceiptText.Time(retryAfter)}" : "";
        return reason switch
        {
            FailureKind.RateLimited => $"rate limited{until}",
            FailureKind.QuotaExhausted => $"out of quota{until}",
            _ => $"no usable key{until}",
        };
    }
}
