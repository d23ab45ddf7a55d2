using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ModelGateway.Catalog.Refresh;
using ModelGateway.Diagnostics;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>
/// Holds the current snapshot and replaces it when the configuration or the catalog changes; a change that is not valid is reported and left
/// aside. Changes are made one after the other, each on what the last one left, so that the newest of both is what stays.
/// </summary>
internal sealed class SnapshotStore : ICatalogFeedOwner, IDisposable
{
    private readonly Lock _lock = new();
    private readonly IOptionsFactory<ModelGatewayOptions> _options;
    private readonly string _name;
    private readonly SnapshotBuilder _builder;
    private readonly CatalogFeeds _feeds;
    private readonly RetirementWatch _retirements;
    private readonly GatewayTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly IDisposable _subscription;
    private GatewaySnapshot _current;
    private CatalogLayers _layers;
    private bool _disposed;

    public SnapshotStore(
        IOptionsFactory<ModelGatewayOptions> options,
        string name,
        IEnumerable<IOptionsChangeTokenSource<ModelGatewayOptions>> sources,
        SnapshotBuilder builder,
        CatalogFeeds feeds,
        RetirementWatch retirements,
        GatewayEvents events,
        GatewayTelemetry telemetry,
        ILogger logger)
    {
        _options = options;
        _name = name;
        _builder = builder;
        _feeds = feeds;
        _retirements = retirements;
        _telemetry = telemetry;
        _logger = logger;
        Events = events;
        ModelGatewayOptions first = options.Create(name);
        _layers = feeds.Prepare(first.Catalog, CatalogLayers.Embedded, this);
        _current = builder.Build(first, _layers.Catalog, _layers.IsWhole);
        Warn(_current);

        // As one token: sections of one root change together, and one change is one reload.
        IOptionsChangeTokenSource<ModelGatewayOptions>[] own = [.. sources.Where(source => (source.Name ?? Options.DefaultName) == name)];
        _subscription = ChangeToken.OnChange(() => new CompositeChangeToken(Array.ConvertAll(own, source => source.GetChangeToken())), Reload);
        Follow(_layers);
    }

    public GatewayEvents Events { get; }

    public GatewaySnapshot Current => Volatile.Read(ref _current);

    /// <summary>The sources of the catalog that is in effect.</summary>
    public CatalogLayers Layers => Volatile.Read(ref _layers);

    /// <summary>What was said of models that go.</summary>
    public IReadOnlyList<RetiringModel> Retiring => _retirements.Current;

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
        _retirements.Dispose();
        foreach (CatalogFeed feed in _layers.Feeds)
        {
            feed.Dispose();
        }

        _current.Release();
    }

    public ModelCatalog Below(CatalogFeed feed) => Layers.Below(feed);

    /// <inheritdoc/>
    public void Put(CatalogFeed feed, CatalogContent content)
    {
        GatewaySnapshot previous;
        GatewaySnapshot next;
        lock (_lock)
        {
            if (_disposed || !_layers.Feeds.Contains(feed))
            {
                return;
            }

            if (content.Hash == feed.Content?.Hash)
            {
                feed.Content = content;
                return;
            }

            try
            {
                CatalogLayers layers = _layers.With(feed, content);
                next = _builder.Build(_current.Options, layers.Catalog, isWhole: false);
                feed.Content = content;
                Volatile.Write(ref _layers, layers);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                throw new CatalogException(feed.Name, null, null, $"does not go with the configuration: {exception.Message}", exception);
            }

            previous = Interlocked.Exchange(ref _current, next);
        }

        previous.Release();
        Warn(next);
        OnCatalogChanged(previous, next);
        _retirements.Watch(this);
    }

    /// <inheritdoc/>
    public void OnFailed(CatalogFeed feed, CatalogException failure)
    {
        _logger.CatalogRefreshFailed(_name, feed.Name, feed.Content is null ? "it is left out" : "its last good content stays in effect", failure);
        Raise(() => Events.OnCatalogRefreshFailed(this, failure));
    }

    /// <inheritdoc/>
    public void OnChecked(string outcome) => _telemetry.OnCatalogRefresh(outcome);

    private void Reload()
    {
        GatewaySnapshot previous;
        GatewaySnapshot next;
        CatalogLayers layers;
        CatalogLayers before;
        try
        {
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                ModelGatewayOptions options = _options.Create(_name);
                before = _layers;
                layers = _feeds.Prepare(options.Catalog, before, this);
                next = _builder.Build(options, layers.Catalog, layers.IsWhole);
                Volatile.Write(ref _layers, layers);
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

        foreach (CatalogFeed feed in before.Feeds.Except(layers.Feeds))
        {
            feed.Dispose();
        }

        previous.Release();
        _logger.Reloaded(_name);
        Warn(next);
        Raise(() => Events.OnReloaded(this));
        if (before.UseEmbedded != layers.UseEmbedded || !before.Feeds.SequenceEqual(layers.Feeds))
        {
            OnCatalogChanged(previous, next);
        }

        Follow(layers);
    }

    private void Follow(CatalogLayers layers)
    {
        foreach (CatalogFeed feed in layers.Feeds)
        {
            feed.Start();
        }

        _retirements.Watch(this);
    }

    private void OnCatalogChanged(GatewaySnapshot previous, GatewaySnapshot next) => Raise(() =>
    {
        CatalogDiff diff = CatalogDiff.Between(previous.Catalog, next.Catalog);
        if (!diff.IsEmpty)
        {
            _logger.CatalogChanged(_name, diff.ToString());
            Events.OnCatalogChanged(this, diff);
        }
    });

    private void Warn(GatewaySnapshot snapshot)
    {
        foreach (Route route in snapshot.Routes)
        {
            if (RouteCheck.FindFault(route) is { } fault)
            {
                _logger.RouteWithoutCandidates(route.Name, fault);
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
