using System.Diagnostics;
using System.Globalization;
using ModelGateway.Costs.Usage;
using ModelGateway.Diagnostics;
using ModelGateway.Exceptions;
using ModelGateway.Failures;
using ModelGateway.Failures.Secrets;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Streaming;
using ModelGateway.Resilience;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>
/// One admitted try of one deployment. It holds what admission gave it (permit, key, budget hold, perhaps the breaker's probe) and gives
/// everything back exactly once, when it is settled; it then leaves its one ledger entry.
/// </summary>
internal sealed class Attempt : IAttemptIdentity
{
    private AdmissionGrant _grant;
    private readonly AttemptReceipt _receipt;
    private readonly Activity? _activity;
    private readonly string? _cause;
    private readonly bool _isFailover;
    private bool _isAnswered;
    private int _settled;

    public Attempt(GatewayRequest request, in AdmissionGrant grant)
    {
        Request = request;
        _grant = grant;
        _cause = request.Operation.CauseOf(grant.Deployment);
        request.Attempts++;
        _isFailover = _cause is null && request.AttemptsOfPart > 1;
        _receipt = new AttemptReceipt(request.Attempts, grant.Deployment.Name)
        {
            KeyName = grant.Key.Key?.Name,
            HeldUsd = grant.Hold?.Amount ?? 0,
            MaxOutputTokens = grant.OutputLimit > 0 ? grant.OutputLimit : null,
        };
        request.Receipt.Add(_receipt);
        GatewayTimeoutOptions timeouts = request.TimeoutsFor(grant.Deployment);
        Transport = new CallTransport { Secret = grant.Key.Key?.Secret, Timeouts = timeouts };
        _activity = GatewayTelemetry.Source.HasListeners()
            ? AttemptActivity.Start(request.OperationName, grant.Deployment, request.ParentContext)
            : null;
        Clock = new AttemptClock(request.Runtime.Time, timeouts, grant.AdmittedAt, request.Operation.Streaming, request.CallerToken);
    }

    public GatewayRequest Request { get; }

    public Deployment Deployment => _grant.Deployment;

    /// <summary>The deployment's rank in the plan.</summary>
    public int Rank => _grant.Rank;

    public KeyLease Key => _grant.Key;

    public int? OutputLimit => _grant.OutputLimit;

    /// <summary>The bridges that stand in for what the deployment lacks.</summary>
    public Bridges Bridges => _grant.Bridges;

    public CallTransport Transport { get; }

    public AttemptClock Clock { get; }

    /// <summary>The span that prompts and answers are recorded on; null unless it is listened to and sensitive data is enabled.</summary>
    public Activity? ContentActivity =>
        _activity is { IsAllDataRequested: true } && Request.Snapshot.Options.EnableSensitiveData ? _activity : null;

    /// <summary>What the attempt has seen of its answer so far; null before there is anything to see.</summary>
    public IAttemptProgress? Progress { get; set; }

    /// <summary>
    /// What is known of an answer that failed: what a stream showed, or the usage that a whole answer reported before its fault.
    /// </summary>
    public AttemptResult Seen => Progress is { } progress ? progress.Result
        : Transport.ReportedUsage is not { } usage ? default
        : new(TokenUsage.From(usage), 0, null, null, null) { IsFinal = true, SubUsage = (usage as CompoundUsageDetails)?.SubUsage };

    /// <summary>Called before the attempt is settled, however it ends, while its span is open.</summary>
    public Action? Settling { get; set; }

    public AnswerLimits Limits => Request.Snapshot.Limits;

    /// <summary>Unique within the process.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Request.Receipt.RequestId}-{_receipt.Number}");

    private AttemptHealth Health => new(Request, in _grant);

    public void OnBridged(Bridges used) => _receipt.Facts.Bridges = used;

    /// <summary>The interface that the request goes to is known.</summary>
    public void OnApi(ProviderApi api) => _receipt.Facts.Api = api;

    /// <summary>The first content has arrived: the time to first token is known.</summary>
    public void OnFirstContent()
    {
        long now = Request.Runtime.Time.GetTimestamp();
        TimeSpan time = Request.Runtime.Time.GetElapsedTime(_grant.AdmittedAt, now);
        _receipt.Facts.TimeToFirstToken = time;
        Health.OnFirstContent(time, now);
        _grant.OnAnswered();
        _isAnswered = true;
        Clock.OnFirstContent();
    }

    /// <summary>Names on the receipt what the protocol could not send as asked.</summary>
    public void Note(ProviderCall call)
    {
        IReadOnlyList<string> all = call.HasNotes ? call.Notes.All : [];
        for (int i = 0; i < all.Count; i++)
        {
            Request.Receipt.Note($"{Deployment.Name}: {all[i]}");
        }
    }

    /// <summary>Waits for a client's answer. A client that does not honour cancellation is abandoned when the time is up.</summary>
    public Task<T> WaitAsync<T>(Task<T> answer)
    {
        if (Deployment.Client.HonoursCancellation || answer.IsCompleted)
        {
            return answer;
        }

        // Observes the exception of an abandoned call, which is of no interest any more.
        _ = answer.ContinueWith(
            static left => _ = left.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return answer.WaitAsync(Clock.Token);
    }

    /// <summary>Settles an attempt that was answered in full.</summary>
    public void Complete(in AttemptResult result)
    {
        if (TrySettle())
        {
            _receipt.Facts.Outcome = AttemptOutcome.Completed;
            Request.SetAnsweringDeployment(Deployment);
            long now = Request.Runtime.Time.GetTimestamp();
            if (!_isAnswered)
            {
                Health.OnAnswer(now);
            }

            Settle(result, isComplete: true, mayHaveBeenBilled: true, now);
        }
    }

    /// <summary>Settles an attempt that the caller ended: by cancelling, or by reading no further.</summary>
    public void End(AttemptOutcome outcome, in AttemptResult result, bool committed)
    {
        if (TrySettle())
        {
            _receipt.Facts.Outcome = outcome;
            if (committed)
            {
                Request.SetAnsweringDeployment(Deployment);
            }

            Health.ReleaseProbe();
            bool mayHaveBeenBilled = Transport.Sent || result.OutputCharacters > 0;
            Settle(result, isComplete: false, mayHaveBeenBilled, Request.Runtime.Time.GetTimestamp());
        }
    }

    /// <summary>The exception as it may be shown: without the key and the other secrets that the attempt was sent with.</summary>
    public Exception WithoutSecrets(Exception exception)
    {
        List<string> handedOn = HeaderSecrets.Find(Request.Operation.ToolHeaders);
        Exception shown = new ExceptionMask(Deployment.Client.MaskFor(Transport.Secret)).Apply(exception);
        return handedOn.Count == 0 ? shown : new ExceptionMask(new SecretMask([], handedOn)).Apply(shown);
    }

    /// <summary>Settles a failed attempt and says what the failure was.</summary>
    public ProviderFailure Fail(Exception exception, in AttemptResult result, bool committed)
    {
        ProviderFailure failure = Clock.Expired is { } clock
            ? new ExpiredClock(clock, Transport.Timeouts!).ToFailure(Deployment.Name)
            : ExceptionClassifier.Classify(exception);
        if (failure.TokenQuota is not null)
        {
            failure = FailurePolicy.AgainstQuota(failure, Request.Operation.EstimateInput(Deployment).Low);
        }

        if (TrySettle())
        {
            try
            {
                Health.OnFailure(failure);
            }
            finally
            {
                SettleFailed(failure, result, committed);
            }
        }

        return failure;
    }

    /// <summary>Settles an attempt that ran out of time while its answer was not being read, which is no fault of the deployment.</summary>
    public void Expire(in AttemptResult result)
    {
        if (TrySettle())
        {
            Health.ReleaseProbe();
            ProviderFailure failure = new ExpiredClock(AttemptClock.Total, Transport.Timeouts!).ToFailure(Deployment.Name);
            SettleFailed(failure, result, committed: true);
        }
    }

    private void SettleFailed(ProviderFailure failure, in AttemptResult result, bool committed)
    {
        _receipt.Facts.Outcome = AttemptOutcome.Failed;
        _receipt.Facts.Failure = failure.Kind;
        _receipt.Facts.FailureMessage = failure.Message;
        _receipt.Facts.StatusCode = failure.StatusCode;
        if (committed)
        {
            Request.SetAnsweringDeployment(Deployment);
        }

        bool mayHaveBeenBilled = result.OutputCharacters > 0 || (Transport.Sent && FailurePolicy.MayHaveBeenBilled(failure.Kind));
        Settle(result, isComplete: false, mayHaveBeenBilled, Request.Runtime.Time.GetTimestamp());

        // Last, as a logger of the application's may throw.
        Request.Runtime.Logger.AttemptFailed(Request.Receipt.RequestId, Deployment.Name, failure.Kind, failure.StatusCode, failure.Message);
    }

    private bool TrySettle() => Interlocked.Exchange(ref _settled, 1) == 0;

    private void Settle(in AttemptResult result, bool isComplete, bool mayHaveBeenBilled, long ended)
    {
        GatewayRuntime runtime = Request.Runtime;
        DateTimeOffset now = runtime.Time.GetUtcNow();
        AttemptCharge charge = new(Request, _receipt, in _grant) { IsStreamed = Clock.IsStreaming };
        charge.Settle(result, isComplete, mayHaveBeenBilled, now);

        // What admission gave goes back before any code of the application runs: listeners, exporters, the ledger.
        Deployment.Health.Gate.Exit();
        runtime.State.Queue.Signal(Deployment.Health);
        Clock.Dispose();

        _receipt.Facts.ResponseModel = ShortText.Shorten(result.ResponseModel);
        _receipt.Facts.FinishReason = ShortText.Shorten(result.FinishReason);
        _receipt.Facts.ResponseId = ShortText.Shorten(result.ResponseId);
        _receipt.Facts.ProviderRequestId = ShortText.Shorten(Transport.ProviderRequestId ?? result.ResponseId);
        _receipt.Facts.EndUnconfirmed = isComplete && Transport.Stream is { EndIsUnconfirmed: true };
        _receipt.Facts.ConnectTime = Transport.ConnectTime;
        _receipt.RateLimits = Transport.RateLimits;
        _receipt.Facts.Duration = runtime.Time.GetElapsedTime(_grant.AdmittedAt, ended);
        if (_receipt.OverrunUsd > 0)
        {
            runtime.Logger.BudgetOverrun(Request.Receipt.RequestId, Deployment.Name, _receipt.OverrunUsd);
        }

        runtime.Book(new LedgerEntry(Request.Receipt.Id, Request.Scope, now, _cause ?? Request.OperationName, _receipt));
        runtime.Observe(_receipt, Request.OperationName, _isFailover, _activity, Settling);
    }
}
