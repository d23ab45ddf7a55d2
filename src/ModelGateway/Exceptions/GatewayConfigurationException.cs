using ModelGateway.Failures.Secrets;

namespace ModelGateway;

/// <summary>A setting is wrong. The message names the setting and the fix.</summary>
public sealed class GatewayConfigurationException : GatewayException
{
    internal GatewayConfigurationException(IReadOnlyList<string> failures)
        : this([.. failures.Select(SettingText.WithoutSecrets)])
    {
    }

    private GatewayConfigurationException(string[] failures)
        : base(string.Join(Environment.NewLine, failures))
    {
        Failures = failures;
    }

    /// <summary>
    /// One message for each fault, with the setting and the fix. None repeats a key, a header's value, or the user or the query of an
    /// address.
    /// </summary>
    public IReadOnlyList<string> Failures { get; }
}
