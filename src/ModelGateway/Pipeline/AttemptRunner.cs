using ModelGateway.Costs;
using ModelGateway.Errors;
using ModelGateway.Failures;
using ModelGateway.Receipts;
using ModelGateway.Resilience;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>Runs attempts down the plan until one commits. Generic over the operation; the only owner of failover.</summary>
internal static class AttemptRunner
{
    /// <exception cref="GatewayException">No attempt committed; the request is closed and its receipt is on the exception.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the request is closed.</exception>
    public static async ValueTask<TResult> RunAsync<TResult>(GatewayRequest request, IOperation<TResult> operation)
    {
        RoutePlan plan = new(request.Route, request.Scope, operation.Streaming, request.Runtime.Scheduler.NextDouble());
        ProviderException? lastFailure = null;
        try
        {
            while (true)
            {
                if (!Admission.TryAdmit(request, operation, ref plan, isWaiter: false, out AdmissionGrant grant, out AdmissionVerdict verdict))
                {
                    bool admitted = false;
                    if (verdict.CanWait)
                    {
                        (admitted, grant, verdict) = await WaitAsync(request, operation, plan).ConfigureAwait(false);
                    }

                    if (!admitted)
                    {
                        throw NothingAdmitted(request, verdict, lastFailure);
                    }
                }

                Attempt attempt = new(request, grant, operation.Streaming, operation.EstimateInputTokens);
                try
                {
                    return await operation.StartAsync(attempt).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    lastFailure = Failed(attempt, exception);
                    if (!MayGoOn(request, grant, ref plan, lastFailure))
                    {
                        throw request.Fail(lastFailure);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            request.Close(AttemptOutcome.Cancelled);
            throw;
        }
        finally
        {
            plan.Dispose();
        }
    }

    /// <summary>Settles a failed attempt. Returns the failure for the caller to see.</summary>
    /// <exception cref="OperationCanceledException">It failed because the caller cancelled.</exception>
    private static ProviderException Failed(Attempt attempt, Exception exception)
    {
        CancellationToken callerToken = attempt.Request.CallerToken;
        AttemptResult soFar = attempt.Stream?.Result ?? default;
        if (callerToken.IsCancellationRequested)
        {
            attempt.End(AttemptOutcome.Cancelled, soFar, committed: false);
            throw exception as OperationCanceledException ?? new OperationCanceledException(null, exception, callerToken);
        }

        ProviderFailure failure = attempt.Fail(exception, soFar, committed: false);
        return ProviderExceptions.From(failure, exception, attempt.Deployment.Name);
    }

    private static bool MayGoOn(GatewayRequest request, in AdmissionGrant grant, ref RoutePlan plan, ProviderException failure)
    {
        if (request.IsPinned || request.Attempts >= request.Settings.MaxAttempts)
        {
            return false;
        }

        switch (FailurePolicy.Respond(failure.Kind, request.Route.FailOverWhenRefused))
        {
            case FailureResponse.Stop:
                return false;
            case FailureResponse.OtherKey:
                plan.MarkKeyTried(grant.Rank, grant.Key);
                return true;
            case FailureResponse.LargerWindow:
                plan.MarkOut(grant.Rank);
                plan.MarkWindowTooSmall(grant.Deployment.Model.ContextWindow);
                return true;
            default:
                plan.MarkOut(grant.Rank);
                return true;
        }
    }

    // Every candidate that could be used is at its limit: the request joins the one queue, holding nothing.
    private static async ValueTask<(bool Admitted, AdmissionGrant Grant, AdmissionVerdict Verdict)> WaitAsync<TResult>(
        GatewayRequest request, IOperation<TResult> operation, RoutePlan plan)
    {
        TimeProvider time = request.Runtime.Time;
        AdmissionQueue queue = request.Runtime.State.Queue;
        long joined = time.GetTimestamp();
        TimeSpan longest = request.Snapshot.Options.QueueTimeout;
        AdmissionWaiter? waiter = queue.TryJoin(plan.OpenHealth(), request.Snapshot.Options.QueueLimit);
        if (waiter is null)
        {
            return (false, default, default);
        }

        try
        {
            while (true)
            {
                request.CallerToken.ThrowIfCancellationRequested();
                waiter.BeginTry();
                if (Admission.TryAdmit(request, operation, ref plan, isWaiter: true, out AdmissionGrant grant, out AdmissionVerdict verdict))
                {
                    return (true, grant, verdict);
                }

                TimeSpan left = longest <= TimeSpan.Zero ? TimeSpan.FromDays(40) : longest - time.GetElapsedTime(joined);
                if (!verdict.CanWait || !await queue.WaitAsync(waiter, left, request.CallerToken).ConfigureAwait(false))
                {
                    return (false, default, verdict);
                }
            }
        }
        finally
        {
            queue.Leave(waiter);
            request.Receipt.QueueTime += time.GetElapsedTime(joined);
        }
    }

    private static GatewayException NothingAdmitted(GatewayRequest request, in AdmissionVerdict verdict, ProviderException? lastFailure)
    {
        if (lastFailure is not null)
        {
            return request.Fail(lastFailure);
        }

        string asked = request.Route.Name ?? request.Route.Candidates[0].Name;
        if (verdict.Budget is { } budget)
        {
            request.Runtime.Telemetry.OnBudgetRefusal();
            return request.Fail(BudgetRefused(asked, budget));
        }

        IReadOnlyList<SkippedDeployment> skipped = request.Receipt.Skipped;
        string reasons = string.Join("; ", skipped.Select(candidate => $"{candidate.Deployment}: {candidate.Reason}"));
        return request.Fail(new NoRouteException($"No deployment of '{asked}' could take the request. {reasons}.", request.Receipt.RequestedModel)
        {
            Skipped = skipped,
            RetryAfter = verdict.RetryAfter,
        });
    }

    private static BudgetExceededException BudgetRefused(string asked, BudgetRefusal budget)
    {
        string left = ReceiptText.Money(Math.Max(0, budget.LimitUsd - budget.CommittedUsd));
        string resets = budget.ResetsAt is { } at ? $" It is whole again at {at:u}." : "";
        return new BudgetExceededException(
            $"The budget {budget.Account} has {left} of {ReceiptText.Money(budget.LimitUsd)} left; the cheapest candidate of '{asked}' needs "
            + $"{ReceiptText.Money(budget.RequiredUsd)}.{resets}",
            budget.Account)
        {
            LimitUsd = budget.LimitUsd,
            CommittedUsd = budget.CommittedUsd,
            RequiredUsd = budget.RequiredUsd,
            ResetsAt = budget.ResetsAt,
        };
    }
}
