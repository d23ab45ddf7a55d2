using System.Diagnostics;
using System.Globalization;
using ModelGateway.Diagnostics;
using ModelGateway.Exceptions;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Protocols;
using ModelGateway.Resilience;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline;

/// <summary>
/// One admitted try of one deployment. It holds what admission gave it (permit, key, budget hold, perhaps the breaker's probe) and gives
/// everything back exactly once, when it is settled; it then leaves its one ledger entry.
/// </summary>
internal sealed class Attempt : IAttemptIdentity
{
    private readonly AdmissionGrant _grant;
    private readonly AttemptReceipt _receipt;
    private readonly Activity? _activity;
    private readonly long _started;
    private readonly IInputEstimate _input;
    private readonly bool _streaming;
    private readonly bool _isFailover;
    private readonly string? _cause;
    private readonly CircuitBreaker _breaker;
    private bool _isProbe;
    private int _settled;

    public Attempt(GatewayRequest request, in AdmissionGrant grant, bool streaming, IInputEstimate input, string? cause)
    {
        Request = request;
        _grant = grant;
        _input = input;
        _streaming = streaming;
        _isProbe = grant.IsProbe;
        _breaker = grant.Deployment.Health.Breaker(request.Kind);
        _started = grant.AdmittedAt;
        request.Attempts++;
        _cause = cause;
        _isFailover = cause is null && request.AttemptsOfPart > 1;
        _receipt = new AttemptReceipt(request.Attempts, grant.Deployment.Name)
        {
            KeyName = grant.Key.Key?.Name,
            HeldUsd = grant.Hold?.Amount ?? 0,
            MaxOutputTokens = grant.OutputLimit > 0 ? grant.OutputLimit : null,
        };
        request.Receipt.Add(_receipt);
        GatewayTimeoutOptions timeouts = Clocks(request, grant.Deployment);
        Transport = new CallTransport { Secret = grant.Key.Key?.Secret, Timeouts = timeouts };
        _activity = GatewayTelemetry.Source.HasListeners() ? AttemptActivity.Start(request.Operation, grant.Deployment, request.ParentContext) : null;
        Clock = new AttemptClock(request.Runtime.Time, timeouts, _started, streaming, request.CallerToken);
    }

    public GatewayRequest Request { get; }

    public Deployment Deployment => _grant.Deployment;

    public int? OutputLimit => _grant.OutputLimit;

    /// <summary>What is done in place of what the deployment lacks.</summary>
    public Bridges Bridges => _grant.Bridges;

    public CallTransport Transport { get; }

    public AttemptClock Clock { get; }

    /// <summary>The span that prompts and answers are recorded on; null unless somebody listens and sensitive data is enabled.</summary>
    public Activity? ContentActivity =>
        _activity is { IsAllDataRequested: true } && Request.Snapshot.Options.EnableSensitiveData ? _activity : null;

    /// <summary>What the attempt has seen of its answer so far; null before there is anything to see.</summary>
    public IAttemptProgress? Progress { get; set; }

    /// <summary>Called before the attempt is settled, however it ends, while its span is open.</summary>
    public Action? Settling { get; set; }

    /// <summary>Unique within the process.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Request.Receipt.RequestId}-{_receipt.Number}");

    public static GatewayTimeoutOptions Clocks(GatewayRequest request, Deployment deployment)
    {
        // Nearly every request has only the gateway's clocks: nothing is allocated for it.
        GatewayTimeoutOptions timeouts = request.Snapshot.Timeouts;
        timeouts = deployment.Timeouts?.Over(timeouts) ?? timeouts;
        timeouts = request.Route.Timeouts?.Over(timeouts) ?? timeouts;
        return request.Settings.Timeouts?.Over(timeouts) ?? timeouts;
    }

    public void OnBridged(Bridges used) => _receipt.Bridges = used;

    /// <summary>The first content has arrived: the time to first token is known.</summary>
    public void OnFirstContent()
    {
        TimeSpan time = Request.Runtime.Time.GetElapsedTime(_started);
        _receipt.TimeToFirstToken = time;
        Deployment.Health.ObserveFirstToken(time);
        Answered();
        Clock.OnFirstContent();
    }

    /// <summary>Names on the receipt what the adapter could not send as asked.</summary>
    public void Note(ProviderCall call)
    {
        IReadOnlyList<string> all = call.HasNotes ? call.Notes.All : [];
        for (int i = 0; i < all.Count; i++)
        {
            Request.Receipt.Note($"{Deployment.Name}: {all[i]}");
        }
    }

    /// <summary>Settles an attempt that was answered in full.</summary>
    public void Complete(in AttemptResult result)
    {
        if (TrySettle())
        {
            _receipt.Outcome = AttemptOutcome.Completed;
            Request.SetAnsweringDeployment(Deployment);
            Answered();
            Settle(result, isComplete: true, mayHaveBeenBilled: true);
        }
    }

    /// <summary>Settles an attempt that the caller ended: by cancelling, or by reading no further.</summary>
    public void End(AttemptOutcome outcome, in AttemptResult result, bool committed)
    {
        if (TrySettle())
        {
            _receipt.Outcome = outcome;
            if (committed)
            {
                Request.SetAnsweringDeployment(Deployment);
            }

            _breaker.ReleaseProbe(_isProbe);
            Settle(result, isComplete: false, mayHaveBeenBilled: Transport.Sent || result.OutputCharacters > 0);
        }
    }

    /// <summary>Settles a failed attempt and says what the failure was.</summary>
    public ProviderFailure Fail(Exception exception, in AttemptResult result, bool committed)
    {
        ProviderFailure failure = Clock.Expired is { } clock ? Expired(clock) : ExceptionClassifier.Classify(exception);
        failure = failure.TokenQuota is null ? failure : FailurePolicy.AgainstQuota(failure, _input.EstimateInput(Deployment).Low);
        if (TrySettle())
        {
            TimeProvider time = Request.Runtime.Time;
            long now = time.GetTimestamp();
            Deployment.KeysFor(Request.Kind).Report(_grant.Key, failure, time, now);
            try
            {
                ReportHealth(failure, time, now);
            }
            finally
            {
                Fail(failure, result, committed);
            }
        }

        return failure;
    }

    /// <summary>Settles an attempt whose time is over while nobody reads its answer, which is no fault of the deployment.</summary>
    public void Expire(in AttemptResult result)
    {
        if (TrySettle())
        {
            _breaker.ReleaseProbe(_isProbe);
            Fail(Expired(AttemptClock.Total), result, committed: true);
        }
    }

    private void Fail(ProviderFailure failure, in AttemptResult result, bool committed)
    {
        _receipt.Outcome = AttemptOutcome.Failed;
        _receipt.Failure = failure.Kind;
        _receipt.FailureMessage = failure.Message;
        _receipt.StatusCode = failure.StatusCode;
        if (committed)
        {
            Request.SetAnsweringDeployment(Deployment);
        }

        bool mayHaveBeenBilled = result.OutputCharacters > 0 || (Transport.Sent && FailurePolicy.MayHaveBeenBilled(failure.Kind));
        Settle(result, isComplete: false, mayHaveBeenBilled);

        // Last, as a logger of the application's may throw.
        Request.Runtime.Logger.AttemptFailed(Request.Receipt.RequestId, Deployment.Name, failure.Kind, failure.StatusCode, failure.Message);
    }

    // The deployment is alive as soon as it answers: a probe need not keep everybody out until a long stream has ended.
    private void Answered()
    {
        _breaker.OnSuccess(_isProbe);
        _isProbe = false;
    }

    private ProviderFailure Expired(string clock)
    {
        string deployment = Deployment.Name;
        TimeSpan limit = AttemptClock.LimitOf(Transport.Timeouts!, clock) ?? TimeSpan.Zero;
        string setting = clock == AttemptClock.FirstToken ? "FirstToken" : clock == AttemptClock.Idle ? "Idle" : "Total";
        string message = clock switch
        {
            AttemptClock.FirstToken => $"{deployment} sent no content within {limit.TotalSeconds:0.###} s",
            AttemptClock.Idle => $"{deployment} paused for more than {limit.TotalSeconds:0.###} s between contents",
            _ => $"{deployment} took more than {limit.TotalSeconds:0.###} s in all",
        };
        return new ProviderFailure(FailureKind.Timeout, $"{message} (Timeouts:{setting}).") { Clock = clock };
    }

    private void ReportHealth(ProviderFailure failure, TimeProvider time, long now)
    {
        if (!FailurePolicy.CountsAsDeploymentFailure(failure.Kind, Deployment.Client.UsesTokens))
        {
            _breaker.ReleaseProbe(_isProbe);
        }
        else if (_breaker.OnFailure(Deployment.Breaker, failure.RetryAfter, _isProbe, _started, time, now))
        {
            Request.Runtime.Logger.BreakerOpened(Deployment.Name, _breaker.Failures);
        }

        // A key that is rate limited rests by itself; a deployment that is overloaded, or has no keys of ours (a wrapped client), as a whole.
        // A token that is refused leaves nothing to rest: the next attempt asks for another.
        TimeSpan? rest = failure.Kind switch
        {
            FailureKind.Unavailable => failure.RetryAfter,
            FailureKind.Unauthorized when Deployment.Client.UsesTokens => null,
            _ when Deployment.Keys.Count == 0 => KeyPool.RestAfter(failure),
            _ => null,
        };
        if (rest is { } span)
        {
            _breaker.Rest(span < Deployment.Breaker.LongestOpen ? span : Deployment.Breaker.LongestOpen, time, now);
        }
    }

    private bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    private void Settle(in AttemptResult result, bool isComplete, bool mayHaveBeenBilled)
    {
        GatewayRuntime runtime = Request.Runtime;
        DateTimeOffset now = runtime.Time.GetUtcNow();
        TokenUsage usage = Charged(result, isComplete, mayHaveBeenBilled);
        (decimal known, decimal? cost) = AttemptCost.Book(Request, _receipt, _grant, usage, result, now);

        // What admission gave goes back before anything runs that others brought: listeners, exporters, the ledger.
        _receipt.OverrunUsd = _grant.Hold?.Settle(known, now) ?? 0;
        Deployment.Health.Gate.Exit();
        runtime.State.Queue.Signal(Deployment.Health);
        Clock.Dispose();

        _receipt.Usage = usage;
        _receipt.CostUsd = cost;
        _receipt.ResponseModel = result.ResponseModel;
        _receipt.FinishReason = result.FinishReason;
        _receipt.ProviderRequestId = Transport.ProviderRequestId ?? result.ResponseId;
        _receipt.ConnectTime = Transport.ConnectTime;
        _receipt.RateLimits = Transport.RateLimits;
        _receipt.Duration = runtime.Time.GetElapsedTime(_started);
        if (_receipt.OverrunUsd > 0)
        {
            runtime.Logger.BudgetOverrun(Request.Receipt.RequestId, Deployment.Name, _receipt.OverrunUsd);
        }

        runtime.Book(new LedgerEntry(Request.Receipt.Id, Request.Scope, now, _cause ?? Request.Operation, _receipt));
        runtime.Observe(_receipt, Request.Operation, _isFailover, _activity, Settling);
    }

    // What a provider reports before its answer is complete is not the last word: the larger of report and estimate is charged.
    private TokenUsage Charged(in AttemptResult result, bool isComplete, bool mayHaveBeenBilled)
    {
        if ((isComplete || result.IsFinal) && result.Usage is { } measured)
        {
            return measured;
        }

        if (!mayHaveBeenBilled && result.Usage is null)
        {
            return default;
        }

        TokenUsage estimate = Estimate(result);
        return result.Usage is { } reported && reported.TotalTokens >= estimate.TotalTokens ? reported with { IsEstimated = true } : estimate;
    }

    // An answer that was to come in one piece may have been generated whole, though nothing of it arrived: where money was held for its
    // output, that much is charged.
    private TokenUsage Estimate(in AttemptResult result)
    {
        long output = TokenEstimator.EstimateOutput(result.OutputCharacters);
        if (output == 0 && !_streaming && _grant.Hold is not null)
        {
            output = _grant.OutputLimit ?? 0;
        }

        return new TokenUsage(_input.EstimateInput(Deployment).Expected, 0, 0, output, 0) { IsEstimated = true };
    }
}
