using Microsoft.Extensions.Logging;
using ModelGateway.Catalog.Refresh;
using ModelGateway.Diagnostics;
using ModelGateway.Routing;

namespace ModelGateway.Configuration;

/// <summary>
/// Logs changes of the configuration and the catalog, and raises their events. An exception of an event handler is logged.
/// </summary>
internal sealed class GatewayNotifier(string gateway, GatewayEvents events, GatewayTelemetry telemetry, ILogger logger)
{
    public GatewayEvents Events => events;

    public void OnReloaded(object sender, GatewaySnapshot current)
    {
        logger.Reloaded(gateway);
        WarnOfRoutes(current);
        Raise(() => events.OnReloaded(sender));
    }

    public void OnReloadFailed(object sender, Exception exception)
    {
        logger.ReloadFailed(gateway, exception);
        Raise(() => events.OnReloadFailed(sender, exception));
    }

    public void OnCatalogChanged(object sender, ModelCatalog previous, ModelCatalog current) => Raise(() =>
    {
        CatalogDiff diff = CatalogDiff.Between(previous, current);
        if (!diff.IsEmpty)
        {
            logger.CatalogChanged(gateway, diff.ToString());
            events.OnCatalogChanged(sender, diff);
        }
    });

    public void OnCatalogRefreshFailed(object sender, CatalogFeed feed, CatalogException failure)
    {
        string consequence = feed.Content is null ? "it is left out" : "its last good content stays in effect";
        logger.CatalogRefreshFailed(gateway, feed.Name, consequence, failure);
        Raise(() => events.OnCatalogRefreshFailed(sender, failure));
    }

    public void OnCatalogChecked(string outcome) => telemetry.OnCatalogRefresh(outcome);

    public void OnModelRetiring(object sender, RetiringModel retiring)
    {
        logger.ModelRetiring(gateway, retiring.ToString());
        Raise(() => events.OnModelRetiring(sender, retiring));
    }

    /// <summary>Warns of every route whose candidates can never meet its requirements.</summary>
    public void WarnOfRoutes(GatewaySnapshot snapshot)
    {
        foreach (Route route in snapshot.Routes)
        {
            if (RouteCheck.FindFault(route) is { } fault)
            {
                logger.RouteWithoutCandidates(route.Name, fault);
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
            logger.EventHandlerFailed(gateway, exception);
        }
    }
}
