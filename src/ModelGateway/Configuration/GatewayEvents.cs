namespace ModelGateway;

/// <summary>
/// Events of a gateway as a whole. A service of the container, and of <c>client.GetService&lt;GatewayEvents&gt;()</c>.
/// </summary>
public sealed class GatewayEvents
{
    /// <summary>A changed configuration has taken effect. Requests in flight keep the configuration that they began with.</summary>
    public event EventHandler? ConfigurationReloaded;

    /// <summary>A changed configuration is not valid. The last good one stays in effect.</summary>
    public event EventHandler<ConfigurationReloadFailedEventArgs>? ConfigurationReloadFailed;

    /// <summary>A changed catalog has taken effect. Requests in flight keep the catalog that they began with.</summary>
    public event EventHandler<CatalogChangedEventArgs>? CatalogChanged;

    /// <summary>
    /// A source of the catalog could not be read, or was refused; its last good content, if any, stays in effect. A failure that repeats is
    /// raised once, until the source has been read again.
    /// </summary>
    public event EventHandler<CatalogRefreshFailedEventArgs>? CatalogRefreshFailed;

    /// <summary>
    /// A configured deployment's model is deprecated, drained or retired. Raised once for each stage. Models that reached
    /// their stage before a handler was added are in <see cref="GatewayCatalog.Retiring"/>.
    /// </summary>
    public event EventHandler<ModelRetiringEventArgs>? ModelRetiring;

    internal void OnCatalogChanged(object sender, CatalogDiff diff) => CatalogChanged?.Invoke(sender, new CatalogChangedEventArgs(diff));

    internal void OnCatalogRefreshFailed(object sender, string source, CatalogException exception) =>
        CatalogRefreshFailed?.Invoke(sender, new CatalogRefreshFailedEventArgs(source, exception));

    internal void OnModelRetiring(object sender, ModelRetiringEventArgs retiring) => ModelRetiring?.Invoke(sender, retiring);

    internal void OnReloaded(object sender) => ConfigurationReloaded?.Invoke(sender, EventArgs.Empty);

    internal void OnReloadFailed(object sender, Exception exception) =>
        ConfigurationReloadFailed?.Invoke(sender, new ConfigurationReloadFailedEventArgs(exception));
}
