using ModelGateway.Catalog.Refresh;

namespace ModelGateway.Configuration;

/// <summary>
/// Holds the current snapshot, and replaces it when the configuration or the catalog changes. A change that is not valid is reported and
/// has no effect. Changes are applied one at a time, each to the result of the one before, so that no change is lost.
/// </summary>
internal sealed class SnapshotStore : ICatalogFeedOwner, IDisposable
{
    private readonly Lock _lock = new();
    private readonly GatewayOptionsSource _options;
    private readonly SnapshotBuilder _builder;
    private readonly CatalogFeeds _feeds;
    private readonly RetirementWatch _retirements;
    private readonly GatewayNotifier _notifier;
    private readonly IDisposable _subscription;
    private readonly ConfigurationFiles _files;
    private GatewaySnapshot _current;
    private CatalogLayers _layers;
    private bool _disposed;

    public SnapshotStore(
        GatewayOptionsSource options, SnapshotBuilder builder, CatalogFeeds feeds, RetirementWatch retirements, GatewayNotifier notifier)
    {
        _options = options;
        _builder = builder;
        _feeds = feeds;
        _retirements = retirements;
        _notifier = notifier;
        ModelGatewayOptions first = options.Create();
        List<string> faults = [];
        _layers = feeds.Prepare(first.Catalog, CatalogLayers.Embedded, this, faults);
        _current = builder.Build(first, _layers.Catalog, _layers.IsWhole && faults.Count == 0, found: faults);
        notifier.WarnOf(_current, _layers.IsWhole);
        _files = options.WatchFiles(first, OnFileFailed);
        _subscription = options.OnChange(Reload);
        Follow(_layers);
    }

    public GatewayEvents Events => _notifier.Events;

    public GatewaySnapshot Current => Volatile.Read(ref _current);

    /// <summary>The sources of the catalog that is in effect.</summary>
    public CatalogLayers Layers => Volatile.Read(ref _layers);

    /// <summary>The models that are deprecated, drained or retired now.</summary>
    public IReadOnlyList<RetiringModel> Retiring => _retirements.Current;

    /// <summary>Takes a lease on the current snapshot, which the caller releases.</summary>
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
        _files.Dispose();
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

            next = Build(feed, content);
            previous = Interlocked.Exchange(ref _current, next);
        }

        previous.Release();
        _notifier.WarnOf(next, Layers.IsWhole);
        _notifier.OnCatalogChanged(this, previous.Catalog, next.Catalog);
        _retirements.Watch(this);
    }

    /// <inheritdoc/>
    public void OnFailed(CatalogFeed feed, CatalogException failure) => _notifier.OnCatalogRefreshFailed(this, feed, failure);

    /// <inheritdoc/>
    public void OnChecked(string outcome) => _notifier.OnCatalogChecked(outcome);

    private GatewaySnapshot Build(CatalogFeed feed, CatalogContent content)
    {
        try
        {
            CatalogLayers layers = _layers.With(feed, content);
            GatewaySnapshot next = _builder.Build(_current.Options, layers.Catalog, isWhole: false, _current);
            feed.Content = content;
            Volatile.Write(ref _layers, layers);
            return next;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new CatalogException(feed.Name, null, null, $"does not go with the configuration: {exception.Message}", exception);
        }
    }

    private void Reload()
    {
        (GatewaySnapshot Snapshot, CatalogLayers Layers) previous;
        (GatewaySnapshot Snapshot, CatalogLayers Layers) next;
        try
        {
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                previous = (_current, _layers);
                next = Build(_options.Create());
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Callbacks of the application configure the options, and may throw any exception. It must not reach the code that changed the
            // configuration.
            _notifier.OnReloadFailed(this, exception);
            return;
        }

        foreach (CatalogFeed feed in previous.Layers.Feeds.Except(next.Layers.Feeds))
        {
            feed.Dispose();
        }

        previous.Snapshot.Release();
        _notifier.OnReloaded(this, next.Snapshot, next.Layers.IsWhole);
        if (previous.Layers.UseEmbedded != next.Layers.UseEmbedded || !previous.Layers.Feeds.SequenceEqual(next.Layers.Feeds))
        {
            _notifier.OnCatalogChanged(this, previous.Snapshot.Catalog, next.Snapshot.Catalog);
        }

        Follow(next.Layers);
    }

    // A file that cannot be read leaves the configuration without its settings, and nothing says that they changed.
    private void OnFileFailed(string file, Exception exception) => _notifier.OnFileFailed(this, file, exception);

    private (GatewaySnapshot Snapshot, CatalogLayers Layers) Build(ModelGatewayOptions options)
    {
        List<string> faults = [.. _files.FindUnread(), .. options.Sections.FindEmptied(_current.Options.Sections)];
        CatalogLayers layers = _feeds.Prepare(options.Catalog, _layers, this, faults);
        GatewaySnapshot next = _builder.Build(options, layers.Catalog, layers.IsWhole && faults.Count == 0, _current, faults);
        _builder.OnReload();
        Volatile.Write(ref _layers, layers);
        Volatile.Write(ref _current, next);
        return (next, layers);
    }

    private void Follow(CatalogLayers layers)
    {
        foreach (CatalogFeed feed in layers.Feeds)
        {
            feed.Start();
        }

        _retirements.Watch(this);
    }
}
