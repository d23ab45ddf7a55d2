using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ModelGateway.Access;
using ModelGateway.Configuration;
using ModelGateway.Diagnostics;
using ModelGateway.Scheduling;
using ModelGateway.Tokens;

namespace ModelGateway.Pipeline.Stages;

/// <summary>What every request of a gateway shares.</summary>
internal sealed class GatewayRuntime : IDisposable
{
    private readonly IReceiptObserver[] _observers;
    private readonly ILedger _ledger;
    private readonly Action<GatewayReceipt> _measure;
    // The name of the disposed object in exceptions: applications hold the client, not the runtime.
    private const string ClientName = "GatewayChatClient";

    private long _requests;
    private int _users = 1;
    private int _disposed;

    public GatewayRuntime(
        SnapshotStore snapshots,
        LiveState state,
        ScopeSource scopes,
        IEnumerable<IReceiptObserver> observers,
        ILedger ledger,
        IEnumerable<ITokenCounter> counters,
        GatewayTelemetry telemetry,
        ILogger logger)
    {
        Snapshots = snapshots;
        State = state;
        Scopes = scopes;
        Telemetry = telemetry;
        Logger = logger;
        _observers = [.. observers];
        _ledger = ledger;
        TokenCounters = new TokenCounters(counters, logger.TokenCounterFailed);
        _measure = telemetry.OnRequest;

        // Counting is a hundred times cheaper than a new GUID for each request; the prefix keeps processes apart.
        ProcessId = ((uint)(state.Scheduler.NextDouble() * uint.MaxValue)).ToString("x8", CultureInfo.InvariantCulture);
    }

    public SnapshotStore Snapshots { get; }

    public LiveState State { get; }

    public ScopeSource Scopes { get; }

    public GatewayTelemetry Telemetry { get; }

    public ILogger Logger { get; }

    public TokenCounters TokenCounters { get; }

    public string ProcessId { get; }

    public GatewayScheduler Scheduler => State.Scheduler;

    public TimeProvider Time => State.Scheduler.Time;

    public long NextRequest() => Interlocked.Increment(ref _requests);

    /// <summary>Books an attempt. A ledger that throws must not cost the caller an answer that is already paid for.</summary>
    public void Book(LedgerEntry entry)
    {
        try
        {
            _ledger.Append(entry);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LedgerFailed(exception);
        }
    }

    /// <summary>
    /// Reports a settled attempt to telemetry. An exception of a listener must not reach the request, or the timer that settled it.
    /// </summary>
    public void Observe(AttemptReceipt attempt, string operation, bool isFailover, Activity? activity, Action? settling)
    {
        try
        {
            settling?.Invoke();
            Telemetry.OnAttempt(attempt, operation, isFailover);
            if (activity is not null)
            {
                AttemptActivity.Close(activity, attempt);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.ObserverFailed(exception);
        }
    }

    /// <summary>Publishes a closed receipt: to telemetry, the log, the request's callback and the observers.</summary>
    public void Publish(GatewayReceipt receipt, Activity? activity, Action<GatewayReceipt>? callback)
    {
        if (activity is not null)
        {
            Close(activity, receipt);
        }

        Call(_measure, receipt);
        Logger.RequestClosed(receipt);
        if (callback is not null)
        {
            Call(callback, receipt);
        }

        foreach (IReceiptObserver observer in _observers)
        {
            Call(observer.OnReceipt, receipt);
        }
    }

    /// <summary>
    /// A request begins: leases the configuration in force. Nothing that the request uses is disposed until <see cref="Return"/> is called.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The gateway has been disposed.</exception>
    public GatewaySnapshot LeaseSnapshot()
    {
        Enter();
        try
        {
            return Snapshots.Lease();
        }
        catch
        {
            Exit();
            throw;
        }
    }

    /// <summary>A request has ended: its lease goes back.</summary>
    public void Return(GatewaySnapshot snapshot)
    {
        snapshot.Release();
        Exit();
    }

    /// <summary>No request begins any more; the clients are disposed after the last request that is under way.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Snapshots.Dispose();
            Exit();
        }
    }

    private void Enter()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0 && Volatile.Read(ref _disposed) == 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return;
            }

            users = seen;
        }

        throw new ObjectDisposedException(ClientName);
    }

    private void Exit()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            State.Dispose();
            Telemetry.Dispose();
        }
    }

    private void Close(Activity activity, GatewayReceipt receipt)
    {
        try
        {
            RequestActivity.Close(activity, receipt);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.ObserverFailed(exception);
        }
    }

    private void Call(Action<GatewayReceipt> observer, GatewayReceipt receipt)
    {
        try
        {
            observer(receipt);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.ObserverFailed(exception);
        }
    }
}
