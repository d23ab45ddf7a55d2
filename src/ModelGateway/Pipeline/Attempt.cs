using System.Diagnostics;
using System.Globalization;
using ModelGateway.Costs;
using ModelGateway.Diagnostics;
using ModelGateway.Failures;
using ModelGateway.Providers;
using ModelGateway.Resilience;

namespace ModelGateway.Pipeline;

/// <summary>
/// One admitted try of one deployment. It holds what admission gave it (permit, key, budget hold, perhaps the breaker's probe) and gives
/// everything back exactly once, when it is settled; it then leaves its one ledger entry.
/// </summary>
internal sealed class Attempt
{
    private readonly AdmissionGrant _grant;
    private readonly AttemptReceipt _receipt;
    private readonly Activity? _activity;
    private readonly long _started;
    private readonly Func<long> _estimateInput;
    private int _settled;

    public Attempt(GatewayRequest request, in AdmissionGrant grant, bool streaming, Func<long> estimateInput)
    {
        Request = request;
        _grant = grant;
        _estimateInput = estimateInput;
        _started = request.Runtime.Time.GetTimestamp();
        request.Attempts++;
        _receipt = new AttemptReceipt(request.Attempts, grant.Deployment.Name)
        {
            KeyName = grant.Key.Key?.Name,
            HeldUsd = grant.Hold?.Amount ?? 0,
            MaxOutputTokens = grant.OutputLimit,
        };
        request.Receipt.Add(_receipt);
        GatewayTimeouts timeouts = Clocks(request, grant.Deployment);
        Transport = new CallTransport { Secret = grant.Key.Key?.Secret, ConnectTimeout = timeouts.Connect, TotalTimeout = timeouts.Total };
        _activity = GatewayTelemetry.Source.HasListeners() ? AttemptActivity.Start(request.Operation, grant.Deployment, request.ParentContext) : null;
        Clock = new AttemptClock(request.Runtime.Time, timeouts, _started, streaming, request.CallerToken);
        Timeouts = timeouts;
    }

    public GatewayRequest Request { get; }

    public Deployment Deployment => _grant.Deployment;

    public int? OutputLimit => _grant.OutputLimit;

    public CallTransport Transport { get; }

    public AttemptClock Clock { get; }

    public GatewayTimeouts Timeouts { get; }

    /// <summary>The provider's stream, once it is open: what passed by is billed, even where nobody got to see it.</summary>
    public ProviderStream? Stream { get; set; }

    /// <summary>Unique within the process.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Request.Receipt.RequestId}-{_receipt.Number}");

    public static GatewayTimeouts Clocks(GatewayRequest request, Deployment deployment)
    {
        // Nearly every request has only the gateway's clocks: nothing is allocated for it.
        GatewayTimeouts timeouts = request.Snapshot.Timeouts;
        timeouts = deployment.Timeouts?.Over(timeouts) ?? timeouts;
        timeouts = request.Route.Timeouts?.Over(timeouts) ?? timeouts;
        return request.Settings.Timeouts?.Over(timeouts) ?? timeouts;
    }

    /// <summary>The first content has arrived: the time to first token is known.</summary>
    public void OnFirstContent()
    {
        TimeSpan time = Request.Runtime.Time.GetElapsedTime(_started);
        _receipt.TimeToFirstToken = time;
        Deployment.Health.ObserveFirstToken(time);
        Clock.OnFirstContent();
    }

    /// <summary>Names on the receipt what the adapter could not send as asked.</summary>
    public void Note(CallNotes notes)
    {
        IReadOnlyList<string> all = notes.All;
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
            Request.Receipt.Deployment = Deployment.Name;
            if (Deployment.Health.Breaker.Failures > 0)
            {
                Deployment.Health.Breaker.OnSuccess();
            }

            Settle(result, mayHaveBeenBilled: true);
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
                Request.Receipt.Deployment = Deployment.Name;
            }

            Deployment.Health.Breaker.OnNoVerdict(_grant.IsProbe);
            Settle(result, mayHaveBeenBilled: Transport.Answered || result.OutputCharacters > 0);
        }
    }

    /// <summary>Settles a failed attempt and says what the failure was.</summary>
    public ProviderFailure Fail(Exception exception, in AttemptResult result, bool committed)
    {
        ProviderFailure failure = Clock.Expired is { } clock ? Expired(clock) : ExceptionClassifier.Classify(exception);
        if (!TrySettle())
        {
            return failure;
        }

        _receipt.Outcome = AttemptOutcome.Failed;
        _receipt.Failure = failure.Kind;
        _receipt.FailureMessage = failure.Message;
        _receipt.StatusCode = failure.StatusCode;
        if (committed)
        {
            Request.Receipt.Deployment = Deployment.Name;
        }

        TimeProvider time = Request.Runtime.Time;
        long now = time.GetTimestamp();
        Deployment.Keys.Report(_grant.Key, failure.Kind, failure.RetryAfter, time, now);
        ReportHealth(failure, time, now);
        Request.Runtime.Logger.AttemptFailed(Request.Receipt.RequestId, Deployment.Name, failure.Kind, failure.StatusCode, failure.Message);
        Settle(result, mayHaveBeenBilled: result.OutputCharacters > 0 || (Transport.Answered && FailurePolicy.MayHaveBeenBilled(failure.Kind)));
        return failure;
    }

    private ProviderFailure Expired(string clock)
    {
        string deployment = Deployment.Name;
        TimeSpan limit = AttemptClock.LimitOf(Timeouts, clock) ?? TimeSpan.Zero;
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
        CircuitBreaker breaker = Deployment.Health.Breaker;
        if (!FailurePolicy.SpeaksAgainstDeployment(failure.Kind))
        {
            breaker.OnNoVerdict(_grant.IsProbe);
        }
        else if (breaker.OnFailure(Deployment.Breaker, failure.RetryAfter, _grant.IsProbe, time, now))
        {
            Request.Runtime.Logger.BreakerOpened(Deployment.Name, breaker.Failures);
        }

        if (Deployment.Keys.Count == 0 && failure is { Kind: FailureKind.RateLimited, RetryAfter: { } rest })
        {
            // Without keys of ours (a wrapped client) the deployment itself rests.
            breaker.Rest(rest, time, now);
        }
    }

    private bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    private void Settle(in AttemptResult result, bool mayHaveBeenBilled)
    {
        GatewayRuntime runtime = Request.Runtime;
        DateTimeOffset now = runtime.Time.GetUtcNow();
        TokenUsage usage = result.Usage ?? (mayHaveBeenBilled ? Estimate(result) : default);
        decimal? cost = CostCalculator.Calculate(usage, Deployment.Model.Price);
        if (usage.TotalTokens == 0)
        {
            cost ??= 0;
        }

        _receipt.Usage = usage;
        _receipt.CostUsd = cost;
        _receipt.ResponseModel = result.ResponseModel;
        _receipt.FinishReason = result.FinishReason;
        _receipt.ProviderRequestId = Transport.ProviderRequestId ?? result.ResponseId;
        _receipt.ConnectTime = Transport.ConnectTime;
        _receipt.Duration = runtime.Time.GetElapsedTime(_started);
        if (_grant.Hold is { } hold)
        {
            _receipt.OverrunUsd = hold.Settle(cost ?? 0, now);
            if (_receipt.OverrunUsd > 0)
            {
                runtime.Logger.BudgetOverrun(Request.Receipt.RequestId, Deployment.Name, _receipt.OverrunUsd);
            }
        }

        Deployment.Health.Gate.Exit();
        runtime.State.Queue.Signal(Deployment.Health);
        Request.Receipt.AddSettled(usage, cost);
        runtime.Book(new LedgerEntry(Request.Receipt, now, Request.Operation, _receipt));
        runtime.Telemetry.OnAttempt(_receipt);
        if (_activity is not null)
        {
            AttemptActivity.Close(_activity, _receipt);
        }

        Clock.Dispose();
    }

    private TokenUsage Estimate(in AttemptResult result) =>
        new(_estimateInput(), 0, 0, TokenEstimator.EstimateOutput(result.OutputCharacters), 0) { IsEstimated = true };
}
