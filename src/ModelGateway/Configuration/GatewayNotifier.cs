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
    private readonly HashSet<string> _said = new(StringComparer.OrdinalIgnoreCase);

    public GatewayEvents Events => events;

    public void OnReloaded(object sender, GatewaySnapshot current, bool isCatalogWhole)
    {
        logger.Reloaded(gateway);
        WarnOf(current, isCatalogWhole);
        Raise(() => events.OnReloaded(sender));
    }

    public void OnReloadFailed(object sender, Exception exception)
    {
        logger.ReloadFailed(gateway, exception);
        Raise(() => events.OnReloadFailed(sender, exception));
    }

    /// <summary>A file of the configuration cannot be read; the settings that it had stay in effect.</summary>
    public void OnFileFailed(object sender, string file, Exception exception) => OnReloadFailed(
        sender, new GatewayConfigurationException([ConfigurationFiles.Describe(file)], gateway, exception));

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

    /// <summary>
    /// Warns of what is probably a mistake but no fault: routes whose candidates can never meet their requirements, targets that look
    /// misspelt, keys that are not sent. What was said before and still holds is not repeated, by a reload or a refresh.
    /// </summary>
    /// <param name="snapshot">The configuration in effect.</param>
    /// <param name="isCatalogWhole">Whether every source of the catalog has been read; else a name that it lacks says nothing.</param>
    public void WarnOf(GatewaySnapshot snapshot, bool isCatalogWhole)
    {
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        WarnOfRoutes(snapshot, isCatalogWhole, found);
        foreach (ProviderRuntime provider in snapshot.Providers)
        {
            if (provider.UnsentKey is { } variable && IsNew($"{provider.Name}:{variable}", found))
            {
                logger.KeyNotSent(gateway, variable, provider.Options.Endpoint!.Host, $"Providers:{provider.Name}:Keys to env:{variable}");
            }
        }

        lock (_said)
        {
            _said.IntersectWith(found);
        }
    }

    private void WarnOfRoutes(GatewaySnapshot snapshot, bool isCatalogWhole, HashSet<string> found)
    {
        TargetCheck targets = new(snapshot);
        foreach (Route route in snapshot.Routes)
        {
            if (RouteCheck.FindFault(route) is { } fault && IsNew($"{route.Name}:{fault}", found))
            {
                logger.RouteWithoutCandidates(route.Name, fault);
            }

            foreach (Deployment target in isCatalogWhole ? route.Candidates : [])
            {
                if (targets.FindDoubt(target) is { } doubt && IsNew($"{route.Name}:{target.Name}", found))
                {
                    logger.DoubtfulTarget(gateway, route.Name, target.Name, doubt);
                }
            }
        }

        foreach (string name in targets.FindNamesWithBlanks())
        {
            if (IsNew(name, found))
            {
                logger.NameWithBlank(gateway, name);
            }
        }
    }

    private bool IsNew(string what, HashSet<string> found)
    {
        found.Add(what);
        lock (_said)
        {
            return _said.Add(what);
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
