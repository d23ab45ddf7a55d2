using ModelGateway.Failures;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Protocols.Errors;
using ModelGateway.Receipts;
using ModelGateway.Resilience;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>Runs attempts down the plan until one commits. Generic over the operation; the only owner of failover.</summary>
/// <param name="request">The request.</param>
/// <param name="operation">What each attempt does.</param>
/// <param name="plan">The ranked candidates, shared by all attempts.</param>
internal readonly struct AttemptRunner<TAnswer>(GatewayRequest request, IAttemptOperation<TAnswer> operation, RoutePlan plan)
{
    // Where the queue has no time limit, a request that nothing wakes still ends.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    /// <exception cref="GatewayException">No attempt committed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<TAnswer> RunAsync()
    {
        GatewayException? lastFailure = null;
        while (true)
        {
            if (!TryAdmit(waiter: null, out AdmissionGrant grant, out AdmissionRefusal refusal))
            {
                grant = await WaitAsync(refusal, lastFailure).ConfigureAwait(false);
            }

            Attempt attempt = Begin(grant);
            AttemptAnswer<TAnswer> answer;
            try
            {
                answer = await operation.StartAsync(attempt).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                ProviderException failure = Fail(attempt, exception);
                lastFailure = failure;
                if (!MayAskOtherwise(attempt, failure.Failure) && !MayGoOn(attempt, failure))
                {
                    throw Final(failure);
                }

                continue;
            }

            if (answer.Unfit is not { } unfit)
            {
                return answer.Value!;
            }

            lastFailure = unfit.Reason;
            if (!MayGoOn(attempt, unfit))
            {
                throw Final(unfit.Reason);
            }
        }
    }

    private bool TryAdmit(AdmissionWaiter? waiter, out AdmissionGrant grant, out AdmissionRefusal refusal)
    {
        Admission admission = new(request, plan, waiter);
        bool isAdmitted = admission.TryAdmit(out grant);
        refusal = admission.Refusal;
        return isAdmitted;
    }

    private Attempt Begin(in AdmissionGrant grant)
    {
        try
        {
            request.OnAttempt(grant.Deployment);
            return new Attempt(request, grant);
        }
        catch
        {
            grant.Release(request);
            throw;
        }
    }

    /// <summary>Settles a failed attempt and returns the exception that the caller gets.</summary>
    /// <exception cref="OperationCanceledException">It failed because the caller cancelled.</exception>
    private static ProviderException Fail(Attempt attempt, Exception exception)
    {
        AttemptResult result = attempt.Seen;
        if (attempt.Request.CallerToken.IsCancellationRequested)
        {
            attempt.End(AttemptOutcome.Cancelled, result, committed: false);
            throw attempt.Request.Cancelled(attempt.WithoutSecrets(exception));
        }

        exception = attempt.WithoutSecrets(exception);
        ProviderFailure failure = attempt.Fail(exception, result, committed: false);
        return ProviderException.From(failure, exception, attempt.Deployment.Name);
    }

    /// <summary>
    /// Whether the deployment refused only that the answer was to be streamed, or was not. It is asked again the other way, and from then
    /// on at once: that was no answer, and is no failure of the request.
    /// </summary>
    private bool MayAskOtherwise(Attempt attempt, ProviderFailure failure)
    {
        StreamingSupport support = attempt.Clock.IsStreaming
            ? StreamRefusal.IsOfStream(failure) ? StreamingSupport.Refused : StreamingSupport.Unknown
            : StreamRefusal.IsOfWhole(failure) ? StreamingSupport.Required : StreamingSupport.Unknown;
        if (support == StreamingSupport.Unknown || request.Kind != OperationKind.Chat || !attempt.Deployment.Health.TryLearn(support))
        {
            return false;
        }

        request.Receipt.Note(support == StreamingSupport.Refused
            ? $"{attempt.Deployment.Name}: it refuses to stream, and is asked for whole answers from now on."
            : $"{attempt.Deployment.Name}: it refuses whole answers, and is asked for streams from now on.");
        plan.First = attempt.Rank;
        return true;
    }

    private bool MayGoOn(Attempt attempt, ProviderException failure)
    {
        if (IsLastAttempt)
        {
            return false;
        }

        switch (FailurePolicy.Respond(failure.Kind, request.Route.FailOverWhenRefused))
        {
            case FailureResponse.Stop:
                return false;
            case FailureResponse.OtherKey:
                plan.MarkKeyTried(attempt.Rank, attempt.Key);
                return true;
            case FailureResponse.LargerWindow:
                plan.MarkOut(attempt.Rank);
                plan.MarkWindowTooSmall(attempt.Deployment.Model.ContextWindow, failure.Failure.RequestedTokens);
                return true;
            default:
                plan.MarkOut(attempt.Rank);
                return true;
        }
    }

    private bool MayGoOn(Attempt attempt, UnfitAnswer unfit)
    {
        // The attempt is settled as answered, but the request has no answer yet.
        request.Receipt.Deployment = null;
        request.CallerToken.ThrowIfCancellationRequested();
        if (unfit.AskAgain)
        {
            plan.First = attempt.Rank;
        }
        else
        {
            plan.MarkOut(attempt.Rank);
        }

        return !IsLastAttempt;
    }

    private bool IsLastAttempt => request.IsPinned || request.AttemptsOfPart >= request.Settings.MaxAttempts;

    /// <summary>Every usable candidate is at its limit: the request joins the one queue, holding nothing, until one has room.</summary>
    /// <exception cref="GatewayException">Waiting does not help, or did not help in time.</exception>
    private async ValueTask<AdmissionGrant> WaitAsync(AdmissionRefusal refusal, GatewayException? lastFailure)
    {
        if (!refusal.CanWait)
        {
            throw Final(lastFailure ?? refusal.ToException(request));
        }

        TimeProvider time = request.Runtime.Time;
        AdmissionQueue queue = request.Runtime.State.Queue;
        ModelGatewayOptions options = request.Snapshot.Options;
        long joined = time.GetTimestamp();
        TimeSpan longest = options.QueueTimeout is { Ticks: > 0 } limit ? limit : LongestWait;
        if (queue.TryJoin(plan.Limited(), options.QueueLimit) is not { } waiter)
        {
            if (TryAdmitResting(out AdmissionGrant resting))
            {
                return resting;
            }

            refusal.Waited = $" {options.QueueLimit} requests wait already (QueueLimit).";
            throw Final(lastFailure ?? refusal.ToException(request));
        }

        try
        {
            while (true)
            {
                request.CallerToken.ThrowIfCancellationRequested();
                if (TryAdmit(waiter, out AdmissionGrant grant, out refusal))
                {
                    return grant;
                }

                TimeSpan left = longest - time.GetElapsedTime(joined);
                if (!refusal.CanWait || left <= TimeSpan.Zero)
                {
                    refusal.Waited = left <= TimeSpan.Zero ? $" It waited for {ReceiptText.Time(longest)} (QueueTimeout)." : null;
                    break;
                }

                // Nothing signals the end of a candidate's rest, so the request sleeps no longer than that.
                queue.PassOn(waiter);
                TimeSpan sleep = refusal.RetryAfter is { } rest && rest < left ? rest : left;
                await queue.SleepAsync(waiter, sleep, request.CallerToken).ConfigureAwait(false);
            }
        }
        finally
        {
            queue.Leave(waiter);
            request.Receipt.QueueTime += time.GetElapsedTime(joined);
        }

        return TryAdmitResting(out AdmissionGrant last) ? last : throw Final(lastFailure ?? refusal.ToException(request));
    }

    // Waiting for a healthy candidate did not help.
    private bool TryAdmitResting(out AdmissionGrant grant) => new Admission(request, plan, waiter: null).TryAdmitResting(out grant);

    private GatewayException Final(GatewayException exception)
    {
        if (exception is not NoRouteException and not BudgetExceededException)
        {
            exception.Others = FailureText.WriteOthers(request.Receipt, (exception as ProviderException)?.Deployment);
        }

        return exception;
    }
}
