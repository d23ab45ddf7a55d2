using System.Diagnostics;
using System.Globalization;
using ModelGateway.Configuration;
using ModelGateway.Costs.Budgets;
using ModelGateway.Diagnostics;
using ModelGateway.Failures;
using ModelGateway.Routing;

namespace ModelGateway.Pipeline.Stages;

/// <summary>One request on its way through the pipeline: opened with its receipt, closed exactly once on every way out.</summary>
internal sealed class GatewayRequest
{
    // A preview shows a policy that draws lots with the middle draw: asking twice gives one answer, and no randomness is used up.
    private const double MiddleDraw = 0.5;

    private readonly GatewayRuntime _runtime;
    private readonly long _started;
    private readonly bool _isPreview;
    private Activity? _activity;
    private int _closed;
    private int _attemptsBefore;

    private GatewayRequest(
        GatewayRuntime runtime, GatewaySnapshot snapshot, IOperation operation, bool isPreview, CancellationToken callerToken)
    {
        _runtime = runtime;
        _started = runtime.Time.GetTimestamp();
        _isPreview = isPreview;
        Snapshot = snapshot;
        Operation = operation;
        CallerToken = callerToken;
        Receipt = new GatewayReceipt(runtime.ProcessId, isPreview ? 0 : runtime.NextRequest())
        {
            StartedAt = runtime.Time.GetUtcNow(),
            RequestedModel = operation.RequestedModel,
            Operation = OperationName,
        };
    }

    public GatewayRuntime Runtime => _runtime;

    public GatewaySnapshot Snapshot { get; }

    public IOperation Operation { get; }

    public GatewayRequestOptions Settings => Operation.Settings;

    public OperationKind Kind => Operation.Kind;

    /// <summary>The operation's name in the ledger and in telemetry.</summary>
    public string OperationName => Kind == OperationKind.Embeddings ? "embeddings" : "chat";

    public CancellationToken CallerToken { get; }

    public GatewayReceipt Receipt { get; }

    public GatewayScope Scope => Receipt.Scope;

    public Route Route { get; private set; } = null!;

    /// <summary>
    /// Whether the request refers to something that only its deployment has, under the key that it was issued to. It is then tried once.
    /// </summary>
    public bool IsPinned { get; private set; }

    public BudgetCharge[] Charges { get; private set; } = [];

    public int Attempts { get; set; }

    /// <summary>The attempts at the current part of the request; a chat has one part, embeddings have one for each batch.</summary>
    public int AttemptsOfPart => Attempts - _attemptsBefore;

    public ActivityContext ParentContext => _activity?.Context ?? default;

    /// <summary>Opens a request: leases the configuration in force and begins the receipt. <see cref="Close"/> ends it.</summary>
    /// <exception cref="ObjectDisposedException">The gateway has been disposed.</exception>
    public static GatewayRequest Open(GatewayRuntime runtime, IOperation operation, CancellationToken callerToken) =>
        new(runtime, runtime.LeaseSnapshot(), operation, isPreview: false, callerToken);

    /// <summary>
    /// Opens a request that is only explained: it charges no budget, uses up no randomness, has no span and publishes no receipt.
    /// <see cref="Discard"/> ends it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The gateway has been disposed.</exception>
    public static GatewayRequest Preview(GatewayRuntime runtime, IOperation operation) =>
        new(runtime, runtime.LeaseSnapshot(), operation, isPreview: true, CancellationToken.None);

    /// <summary>How a model's retirement is worded.</summary>
    public static string Retirement(Retirement retirement, bool isOver) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isOver ? "retired" : "retires")} on {retirement.Day:O}");

    /// <summary>Starts the span, and finds the budgets of the scope, then pins and route.</summary>
    public void ResolveRequirements()
    {
        Receipt.Scope = Operation.Scope;
        if (!_isPreview)
        {
            // Not in the constructor: a listener of the application's may throw, and the request must be closed all the same.
            _activity = GatewayTelemetry.Source.HasListeners() ? GatewayTelemetry.Source.StartActivity("modelgateway.request") : null;
            Charges = _runtime.State.Budgets.Charges(Snapshot.Budgets, Scope);
        }

        CallerToken.ThrowIfCancellationRequested();
        Operation.Resolve(this);
    }

    public void SetRoute(Route route, bool isPinned)
    {
        Route = route;
        IsPinned = isPinned;
        Receipt.Route = route.Name;
    }

    /// <summary>The route as it is when the request begins: models of it may be draining or retired.</summary>
    public Route ApplyRetirements(Route route) =>
        route.Lifecycle is { } lifecycle ? lifecycle.At(Receipt.StartedAt, _isPreview ? null : _runtime.Scheduler) : route;

    /// <summary>A number in [0, 1), the only randomness that a routing policy may use.</summary>
    public double Draw() => _isPreview ? MiddleDraw : _runtime.Scheduler.NextDouble();

    /// <summary>
    /// The clocks of an attempt on a deployment: each setting from the request, else its route, its provider, the gateway.
    /// </summary>
    public GatewayTimeoutOptions TimeoutsFor(Deployment deployment)
    {
        // Nearly every request has only the gateway's clocks: nothing is allocated for it.
        GatewayTimeoutOptions timeouts = Snapshot.Timeouts;
        timeouts = deployment.Timeouts?.Over(timeouts) ?? timeouts;
        timeouts = Route.Timeouts?.Over(timeouts) ?? timeouts;
        return Settings.Timeouts?.Over(timeouts) ?? timeouts;
    }

    /// <summary>An attempt begins. If its model should be retired already, the receipt says so.</summary>
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
            bool isOver = retirement.IsOver(Receipt.StartedAt);
            Receipt.Note($"{retiring.Name}: {Retirement(retirement, isOver)}, {deployment.Model.Id} answers in its place");
        }
    }

    /// <summary>A part of the request is done, and the next one, with attempts of its own, begins.</summary>
    public void BeginPart() => _attemptsBefore = Attempts;

    /// <summary>The caller saw the first content.</summary>
    public void OnFirstContent() => Receipt.TimeToFirstToken ??= _runtime.Time.GetElapsedTime(_started);

    /// <summary>Closes the receipt and publishes it. Only the first call counts.</summary>
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
            _runtime.Return(Snapshot);
        }
    }

    /// <summary>Closes the request because of an exception, which bears the receipt if it can.</summary>
    public void CloseAfter(Exception exception)
    {
        if (exception is GatewayException failure)
        {
            failure.Receipt = Receipt;
        }

        Close(exception is OperationCanceledException ? AttemptOutcome.Cancelled : AttemptOutcome.Failed);
    }

    /// <summary>Ends a preview: nothing is published.</summary>
    public void Discard()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _runtime.Return(Snapshot);
        }
    }

    /// <summary>
    /// The caller's cancellation as the caller expects it: with the caller's own token, whichever linked one was seen first.
    /// </summary>
    public OperationCanceledException Cancelled(Exception cause) =>
        cause is OperationCanceledException cancelled && cancelled.CancellationToken == CallerToken
            ? cancelled
            : new OperationCanceledException(null, cause, CallerToken);
}
