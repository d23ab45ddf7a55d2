namespace ModelGateway;

/// <summary>Why a changed configuration did not take effect.</summary>
public sealed class ConfigurationReloadFailedEventArgs : EventArgs
{
    internal ConfigurationReloadFailedEventArgs(Exception exception)
    {
        Exception = exception;
    }

    /// <summary>What is wrong with it; a <see cref="GatewayConfigurationException"/> names every setting and its fix.</summary>
    public Exception Exception { get; }
}
