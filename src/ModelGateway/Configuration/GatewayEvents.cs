namespace ModelGateway;

/// <summary>What happens to a gateway as a whole. A service of the container, and of <c>client.GetService&lt;GatewayEvents&gt;()</c>.</summary>
public sealed class GatewayEvents
{
    /// <summary>A changed configuration has taken effect. Requests in flight end under the one they began with.</summary>
    public event EventHandler? ConfigurationReloaded;

    /// <summary>A changed configuration is not valid. The last good one stays in effect.</summary>
    public event EventHandler<ConfigurationReloadFailedEventArgs>? ConfigurationReloadFailed;

    /// <summary>The catalog says something else than before, and that is in effect. Requests in flight end under what they began with.</summary>
    public event EventHandler<CatalogChangedEventArgs>? CatalogChanged;

    /// <summary>
    /// A source of the catalog could not be read, or was refused whole; its last good content, if any, stays in effect. Raised once for each
    /// failure, however often it is met until the source is well again.
    /// </summary>
    public event EventHandler<CatalogRefreshFailedEventArgs>? CatalogRefreshFailed;

    /// <summary>
    /// A configured deployment's model is deprecated, drained or retired. Raised once for each stage that is met; what was met before anybody
    /// listened is among <see cref="GatewayCatalog.Retiring"/>.
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
