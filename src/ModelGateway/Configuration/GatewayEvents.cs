namespace ModelGateway;

/// <summary>
/// Events of a gateway as a whole. A service of the container, and of <c>client.GetService&lt;GatewayEvents&gt;()</c>. Handlers run on the
/// thread that raised the event; an exception of a handler is logged and not thrown.
/// </summary>
public sealed class GatewayEvents
{
    /// <summary>A changed configuration has taken effect. Requests in flight keep the configuration that they began with.</summary>
    public event EventHandler? ConfigurationReloaded;

    /// <summary>
    /// A changed configuration is not valid, and the last good one stays in effect. The argument is the reason: a
    /// <see cref="GatewayConfigurationException"/> names every wrong setting and its fix.
    /// </summary>
    public event EventHandler<Exception>? ConfigurationReloadFailed;

    /// <summary>A changed catalog has taken effect. Requests in flight keep the catalog that they began with.</summary>
    public event EventHandler<CatalogDiff>? CatalogChanged;

    /// <summary>
    /// A source of the catalog could not be read, or was refused; its last good content, if any, stays in effect. Raised once for each
    /// failure, until the source is read again. <see cref="CatalogException.File"/> is the source's location.
    /// </summary>
    public event EventHandler<CatalogException>? CatalogRefreshFailed;

    /// <summary>
    /// A configured deployment's model is deprecated, drained or retired. Raised once for each stage. Models that reached their stage
    /// before a handler was added are in <see cref="GatewayCatalog.Retiring"/>.
    /// </summary>
    public event EventHandler<RetiringModel>? ModelRetiring;

    internal void OnCatalogChanged(object sender, CatalogDiff diff) => CatalogChanged?.Invoke(sender, diff);

    internal void OnCatalogRefreshFailed(object sender, CatalogException exception) => CatalogRefreshFailed?.Invoke(sender, exception);

    internal void OnModelRetiring(object sender, RetiringModel retiring) => ModelRetiring?.Invoke(sender, retiring);

    internal void OnReloaded(object sender) => ConfigurationReloaded?.Invoke(sender, EventArgs.Empty);

    internal void OnReloadFailed(object sender, Exception exception) => ConfigurationReloadFailed?.Invoke(sender, exception);
}
