using ModelGateway.Failures.Secrets;

namespace ModelGateway;

/// <summary>Settings are wrong. The message names every one of them, with its whole path, and the fix.</summary>
public sealed class GatewayConfigurationException : GatewayException
{
    internal GatewayConfigurationException(IReadOnlyList<string> failures, string gateway, Exception? innerException = null)
        : this([.. failures.Select(SettingText.WithoutSecrets)], gateway, innerException)
    {
    }

    private GatewayConfigurationException(string[] failures, string gateway, Exception? innerException)
        : base((gateway.Length == 0 ? "" : $"Gateway '{gateway}':{Environment.NewLine}") + string.Join(Environment.NewLine, failures),
            innerException is not null && MaskedException.IsNeeded(innerException, SecretMask.None)
                ? new MaskedException(innerException, SecretMask.None) : innerException)
    {
        Failures = failures;
        Gateway = gateway;
    }

    /// <summary>
    /// One message for each fault, with the setting and the fix. None repeats a key, a header's value, or the user or the query of an
    /// address.
    /// </summary>
    public IReadOnlyList<string> Failures { get; }

    /// <summary>The name of the gateway's options: empty for the default gateway, else the text of its key.</summary>
    public string Gateway { get; }
}
