using ModelGateway.Catalog.Refresh;
using ModelGateway.Configuration;

namespace ModelGateway;

/// <summary>
/// The catalog of a running gateway: what is in effect, where it is from, and a refresh on demand. A service of the container, and of
/// <c>client.GetService&lt;GatewayCatalog&gt;()</c>.
/// </summary>
public sealed class GatewayCatalog
{
    private readonly SnapshotStore _snapshots;

    internal GatewayCatalog(SnapshotStore snapshots)
    {
        _snapshots = snapshots;
    }

    /// <summary>
    /// What is in effect now: the embedded catalog and the sources over it, without what the application says of its models.
    /// </summary>
    public ModelCatalog Current => _snapshots.Current.Catalog;

    /// <summary>How the sources stand, in their order.</summary>
    public IReadOnlyList<CatalogSourceStatus> Sources => [.. _snapshots.Layers.Feeds.Select(static feed => feed.Status)];

    /// <summary>When content of a source was last read that was not known before; null where none ever was.</summary>
    public DateTimeOffset? LastRefreshed => _snapshots.Layers.Feeds.Max(static feed => feed.Content?.ReadAt);

    /// <summary>
    /// The configured deployments whose model is deprecated, drained or retired now, with those of which the event was raised before there
    /// was a handler.
    /// </summary>
    public IReadOnlyList<RetiringModel> Retiring => _snapshots.Retiring;

    /// <summary>
    /// Asks every source now, and puts into effect what is new. A source that fails keeps its last good content, and the others take
    /// effect.
    /// </summary>
    /// <param name="cancellationToken">Cancels; what was read by then stays in effect.</param>
    /// <returns>What the catalog says otherwise than before.</returns>
    /// <exception cref="CatalogException">A source could not be read, or was refused; the first of them, see
    /// <see cref="Sources"/>.</exception>
    /// <exception cref="ObjectDisposedException">The gateway has been disposed.</exception>
    public async Task<CatalogDiff> RefreshAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GatewaySnapshot before = _snapshots.Lease();
        try
        {
            CatalogException?[] failures =
                await Task.WhenAll(_snapshots.Layers.Feeds.Select(feed => RefreshAsync(feed, cancellationToken))).ConfigureAwait(false);
            return Array.Find(failures, static failure => failure is not null) is { } first
                ? throw new CatalogException(first.File, first.Model, first.Field, first.Problem, first)
                : CatalogDiff.Between(before.Catalog, Current);
        }
        finally
        {
            before.Release();
        }
    }

    private static async Task<CatalogException?> RefreshAsync(CatalogFeed feed, CancellationToken cancellationToken)
    {
        try
        {
            return await feed.RefreshAsync(isAskedFor: true, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A change of the configuration took the source away.
            return null;
        }
    }
}
