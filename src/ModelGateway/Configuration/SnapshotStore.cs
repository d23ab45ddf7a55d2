using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ModelGateway.Diagnostics;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>Holds the current snapshot and replaces it when the configuration changes; a change that is not valid is reported and left aside.</summary>
internal sealed class SnapshotStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IOptionsFactory<ModelGatewayOptions> _options;
    private readonly string _name;
    private readonly SnapshotBuilder _builder;
    private readonly ILogger _logger;
    private readonly IDisposable _subscription;
    private GatewaySnapshot _current;
    private bool _disposed;

    public SnapshotStore(
        IOptionsFactory<ModelGatewayOptions> options,
        string name,
        IEnumerable<IOptionsChangeTokenSource<ModelGatewayOptions>> sources,
        SnapshotBuilder builder,
        GatewayEvents events,
        ILogger logger)
    {
        _options = options;
        _name = name;
        _builder = builder;
        _logger = logger;
        Events = events;
        _current = builder.Build(options.Create(name));
        Warn(_current);

        // As one token: sections of one root change together, and one change is one reload.
        IOptionsChangeTokenSource<ModelGatewayOptions>[] own = [.. sources.Where(source => (source.Name ?? Options.DefaultName) == name)];
        _subscription = ChangeToken.OnChange(() => new CompositeChangeToken(Array.ConvertAll(own, source => source.GetChangeToken())), Reload);
    }

    public GatewayEvents Events { get; }

    public GatewaySnapshot Current => Volatile.Read(ref _current);

    /// <summary>The current snapshot with a lease on it, which the caller gives back.</summary>
    public GatewaySnapshot Lease()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
            GatewaySnapshot snapshot = Current;
            if (snapshot.TryLease())
            {
                return snapshot;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            Volatile.Write(ref _disposed, true);
        }

        _subscription.Dispose();
        _current.Release();
    }

    private void Reload()
    {
        GatewaySnapshot previous;
        try
        {
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                GatewaySnapshot next = _builder.Build(_options.Create(_name));
                previous = Interlocked.Exchange(ref _current, next);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Callbacks of the application take part, and may throw anything: whatever it is must not reach the one who changed the configuration.
            _logger.ReloadFailed(_name, exception);
            Raise(() => Events.OnReloadFailed(this, exception));
            return;
        }

        previous.Release();
        _logger.Reloaded(_name);
        Warn(Current);
        Raise(() => Events.OnReloaded(this));
    }

    private void Warn(GatewaySnapshot snapshot)
    {
        foreach (Route route in snapshot.Routes)
        {
            if (RouteCheck.FindFault(route) is { } fault)
            {
                _logger.RouteNobodyServes(route.Name, fault);
            }
        }
    }

    private void Raise(Action raise)
    {
        try
        {
            raise();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _logger.EventHandlerFailed(_name, exception);
        }
    }
}
