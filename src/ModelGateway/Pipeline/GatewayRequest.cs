using System.Diagnostics;
using System.Globalization;
using ModelGateway.Configuration;
using ModelGateway.Costs.Budgets;
using ModelGateway.Diagnostics;
using ModelGateway.Failures;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline;

/// <summary>One request on its way through the pipeline: opened with its receipt, closed exactly once on every way out.</summary>
internal sealed class GatewayRequest
{
    private readonly GatewayRuntime _runtime;
    private readonly long _started;
    private readonly Activity? _activity;
    private int _closed;
    private int _attemptsBefore;

    public GatewayRequest(
        GatewayRuntime runtime, GatewaySnapshot snapshot, GatewayRequestOptions settings, OperationKind kind, string? requestedModel, CancellationToken callerToken)
    {
        _runtime = runtime;
        _started = runtime.Time.GetTimestamp();
        Snapshot = snapshot;
        Settings = settings;
        Kind = kind;
        CallerToken = callerToken;
        Receipt = new GatewayReceipt(runtime.ProcessId, runtime.NextRequest())
        {
            StartedAt = runtime.Time.GetUtcNow(),
            RequestedModel = requestedModel,
            Operation = Operation,
        };
        _activity = GatewayTelemetry.Source.HasListeners() ? GatewayTelemetry.Source.StartActivity("modelgateway.request") : null;
    }

    public GatewayRuntime Runtime => _runtime;

    public GatewaySnapshot Snapshot { get; }

    public GatewayRequestOptions Settings { get; }

    public OperationKind Kind { get; }

    /// <summary>What the request is for, e.g. <c>chat</c>; the cause of its ledger entries.</summary>
    public string Operation => Kind == OperationKind.Embeddings ? "embeddings" : "chat";

    public CancellationToken CallerToken { get; }

    public GatewayReceipt Receipt { get; }

    public GatewayScope Scope { get; private set; } = GatewayScope.None;

    public Route Route { get; private set; } = null!;

    /// <summary>Whether the request refers to something that only its deployment has, under the key that it was issued to: it is tried once.</summary>
    public bool IsPinned { get; private set; }

    public BudgetCharge[] Charges { get; private set; } = [];

    public int Attempts { get; set; }

    /// <summary>The attempts at the part of the request that is under way; all of them where it has but one part.</summary>
    public int AttemptsOfPart => Attempts - _attemptsBefore;

    public ActivityContext ParentContext => _activity?.Context ?? default;

    public void SetScope(GatewayScope scope)
    {
        Scope = scope;
        Receipt.Scope = scope;
        Charges = _runtime.State.Budgets.Charges(Snapshot.Budgets, scope);
    }

    public void SetRoute(Route route, bool isPinned)
    {
        Route = route;
        IsPinned = isPinned;
        Receipt.Route = route.Name;
    }

    /// <summary>How a model's way out is told.</summary>
    public static string Retirement(Retirement retirement, bool isOver) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isOver ? "retired" : "retires")} on {retirement.Day:O}");

    /// <summary>The route as it is on the day of the request, on which models of it may be drained or gone.</summary>
    public Route ApplyRetirements(Route route) => route.Lifecycle is { } lifecycle ? lifecycle.At(Receipt.StartedAt, _runtime.Scheduler) : route;

    /// <summary>An attempt begins: where its model should be gone, the receipt says so.</summary>
    public void OnAttempt(Deployment deployment)
    {
        if (deployment.Retirement is { } retirement && retirement.IsOver(Receipt.StartedAt))
        {
            Receipt.Note($"{deployment.Name}: {Retirement(retirement, isOver: true)}, and tried all the same, as nothing took its place");
        }
    }

    public void SetAnsweringDeployment(Deployment deployment)
    {
        Receipt.Deployment = deployment.Name;
        if (Route.StandsInFor(deployment) is { Retirement: { } retirement } retiring)
        {
            Receipt.Note($"{retiring.Name}: {Retirement(retirement, retirement.IsOver(Receipt.StartedAt))}, {deployment.Model.Id} answers in its place");
        }
    }

    /// <summary>A part of the request is done, and the next one, with attempts of its own, begins.</summary>
    public void BeginPart() => _attemptsBefore = Attempts;

    /// <summary>The caller saw the first content.</summary>
    public void OnFirstContent() => Receipt.TimeToFirstToken ??= _runtime.Time.GetElapsedTime(_started);

    /// <summary>Closes the receipt and shows it. Only the first call counts.</summary>
    public void Close(AttemptOutcome outcome)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        Receipt.Outcome = outcome;
        Receipt.Duration = _runtime.Time.GetElapsedTime(_started);
        try
        {
            _runtime.Publish(Receipt, _activity, Settings.OnReceipt);
        }
        finally
        {
            Snapshot.Release();
            _runtime.Exit();
        }
    }

    /// <summary>The caller's cancellation as the caller expects it: with the caller's own token, whichever linked one was seen first.</summary>
    public OperationCanceledException Cancelled(Exception cause) =>
        cause is OperationCanceledException cancelled && cancelled.CancellationToken == CallerToken
            ? cancelled
            : new OperationCanceledException(null, cause, CallerToken);

    /// <summary>Closes the request after what a stage threw; the caller gets that, with the receipt where it bears one.</summary>
    public void CloseAfter(Exception exception)
    {
        if (exception is GatewayException failure)
        {
            failure.Receipt = Receipt;
        }

        Close(exception is OperationCanceledException ? AttemptOutcome.Cancelled : AttemptOutcome.Failed);
    }

    /// <summary>Closes the request as failed, with the receipt on the exception that the caller gets.</summary>
    public TException Fail<TException>(TException exception)
        where TException : GatewayException
    {
        exception.Receipt = Receipt;
        Close(AttemptOutcome.Failed);
        return exception;
    }
}
