namespace ModelGateway;

/// <summary>What happens to a gateway as a whole. A service of the container, and of <c>client.GetService&lt;GatewayEvents&gt;()</c>.</summary>
public sealed class GatewayEvents
{
    /// <summary>A changed configuration has taken effect. Requests in flight end under the one they began with.</summary>
    public event EventHandler? ConfigurationReloaded;

    /// <summary>A changed configuration is not valid. The last good one stays in effect.</summary>
    public event EventHandler<ConfigurationReloadFailedEventArgs>? ConfigurationReloadFailed;

    internal void OnReloaded(object sender) => ConfigurationReloaded?.Invoke(sender, EventArgs.Empty);

    internal void OnReloadFailed(object sender, Exception exception) =>
        ConfigurationReloadFailed?.Invoke(sender, new ConfigurationReloadFailedEventArgs(exception));
}
