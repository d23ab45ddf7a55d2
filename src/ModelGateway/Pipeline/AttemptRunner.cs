using ModelGateway.Costs.Budgets;
using ModelGateway.Failures;
using ModelGateway.Negotiation;
using ModelGateway.Pipeline.Bridging;
using ModelGateway.Receipts;
using ModelGateway.Resilience;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>Runs attempts down the plan until one commits. Generic over the operation; the only owner of failover.</summary>
internal static class AttemptRunner
{
    /// <exception cref="GatewayException">No attempt committed; the request is closed and its receipt is on the exception.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the request is closed.</exception>
    public static async ValueTask<TResult> RunAsync<TResult>(GatewayRequest request, IOperation<TResult> operation, Candidates candidates)
    {
        RoutePlan plan = default;
        GatewayException? lastFailure = null;
        try
        {
            plan = new RoutePlan(request.Route, candidates, request.Scope, operation.Streaming, request.Runtime.Scheduler.NextDouble());
            while (true)
            {
                if (!Admission.TryAdmit(request, operation, ref plan, waiter: null, out AdmissionGrant grant, out AdmissionVerdict verdict))
                {
                    bool admitted = false;
                    if (verdict.CanWait)
                    {
                        (admitted, grant, verdict) = await WaitAsync(request, operation, plan, verdict).ConfigureAwait(false);
                    }

                    if (!admitted)
                    {
                        throw NothingAdmitted(request, verdict, lastFailure);
                    }
                }

                Attempt attempt;
                try
                {
                    request.OnAttempt(grant.Deployment);
                    attempt = new Attempt(request, grant, operation.Streaming, operation, operation.CauseOf(grant.Deployment));
                }
                catch
                {
                    Admission.Release(request, grant);
                    throw;
                }

                try
                {
                    return await operation.StartAsync(attempt).ConfigureAwait(false);
                }
                catch (UnfitAnswerException unfit)
                {
                    lastFailure = unfit.Reason;
                    if (!MayGoOn(request, grant, ref plan, unfit))
                    {
                        throw request.Fail(lastFailure);
                    }
                }
                catch (Exception exception)
                {
                    ProviderException failure = Failed(attempt, exception);
                    lastFailure = failure;
                    if (!MayGoOn(request, grant, ref plan, failure))
                    {
                        throw request.Fail(failure);
                    }
                }
            }
        }
        catch (Exception exception)
        {
            // Of the failed ones all but a routing policy's own faults are closed already.
            request.Close(exception is OperationCanceledException ? AttemptOutcome.Cancelled : AttemptOutcome.Failed);
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
        if (attempt.Request.CallerToken.IsCancellationRequested)
        {
            attempt.End(AttemptOutcome.Cancelled, attempt.Progress?.Result ?? default, committed: false);
            throw attempt.Request.Cancelled(exception);
        }

        ProviderFailure failure = attempt.Fail(exception, attempt.Progress?.Result ?? default, committed: false);
        return ProviderException.From(failure, exception, attempt.Deployment.Name);
    }

    private static bool MayGoOn(GatewayRequest request, in AdmissionGrant grant, ref RoutePlan plan, ProviderException failure)
    {
        if (request.IsPinned || request.AttemptsOfPart >= request.Settings.MaxAttempts)
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
                plan.MarkWindowTooSmall(grant.Deployment.Model.ContextWindow, failure.Failure.RequestedTokens);
                return true;
            default:
                plan.MarkOut(grant.Rank);
                return true;
        }
    }

    // The attempt is settled, but nobody has answered.
    private static bool MayGoOn(GatewayRequest request, in AdmissionGrant grant, ref RoutePlan plan, UnfitAnswerException unfit)
    {
        request.Receipt.Deployment = null;
        request.CallerToken.ThrowIfCancellationRequested();
        if (unfit.AskAgain)
        {
            plan.First = grant.Rank;
        }
        else
        {
            plan.MarkOut(grant.Rank);
        }

        return !request.IsPinned && !(request.AttemptsOfPart >= request.Settings.MaxAttempts);
    }

    // Every candidate that could be used is at its limit: the request joins the one queue, holding nothing.
    private static async ValueTask<(bool Admitted, AdmissionGrant Grant, AdmissionVerdict CandidateMatch)> WaitAsync<TResult>(
        GatewayRequest request, IOperation<TResult> operation, RoutePlan plan, AdmissionVerdict verdict)
    {
        TimeProvider time = request.Runtime.Time;
        AdmissionQueue queue = request.Runtime.State.Queue;
        long joined = time.GetTimestamp();
        TimeSpan longest = request.Snapshot.Options.QueueTimeout is { Ticks: > 0 } limit ? limit : TimeSpan.FromDays(40);
        AdmissionWaiter? waiter = queue.TryJoin(plan.Limited(), request.Snapshot.Options.QueueLimit);
        if (waiter is null)
        {
            verdict.Waited = $" {request.Snapshot.Options.QueueLimit} requests wait already (QueueLimit).";
            return (false, default, verdict);
        }

        try
        {
            while (true)
            {
                request.CallerToken.ThrowIfCancellationRequested();
                if (Admission.TryAdmit(request, operation, ref plan, waiter, out AdmissionGrant grant, out verdict))
                {
                    return (true, grant, verdict);
                }

                TimeSpan left = longest - time.GetElapsedTime(joined);
                if (!verdict.CanWait || left <= TimeSpan.Zero)
                {
                    verdict.Waited = left <= TimeSpan.Zero ? $" It waited for {ReceiptText.Time(longest)} (QueueTimeout)." : null;
                    return (false, default, verdict);
                }

                // A candidate that rests is tried when its rest is over, though nobody signals that.
                queue.PassOn(waiter);
                await queue.SleepAsync(waiter, verdict.RetryAfter is { } rest && rest < left ? rest : left, request.CallerToken).ConfigureAwait(false);
            }
        }
        finally
        {
            queue.Leave(waiter);
            request.Receipt.QueueTime += time.GetElapsedTime(joined);
        }
    }

    private static GatewayException NothingAdmitted(GatewayRequest request, in AdmissionVerdict verdict, GatewayException? lastFailure)
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
        return request.Fail(new NoRouteException($"No deployment of '{asked}' could take the request. {reasons}.{verdict.Waited}", request.Receipt.RequestedModel)
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
