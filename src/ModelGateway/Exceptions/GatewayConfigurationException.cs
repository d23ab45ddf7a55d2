namespace ModelGateway;

/// <summary>Settings are wrong. The message names every one of them, with its whole path, and the fix.</summary>
public sealed class GatewayConfigurationException : GatewayException
{
    internal GatewayConfigurationException(IReadOnlyList<string> failures, string gateway, Exception? innerException = null)
        : base((gateway.Length == 0 ? "" : $"Gateway '{gateway}':{Environment.NewLine}") + string.Join(Environment.NewLine, failures),
            innerException)
    {
        Failures = failures;
        Gateway = gateway;
    }

    /// <summary>One message for each fault, with the setting and the fix.</summary>
    public IReadOnlyList<string> Failures { get; }

    /// <summary>The name of the gateway's options: empty for the default gateway, else the text of its key.</summary>
    public string Gateway { get; }
}
