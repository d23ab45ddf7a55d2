namespace ModelGateway;

/// <summary>A setting is wrong. The message names the setting and the fix.</summary>
public sealed class GatewayConfigurationException : GatewayException
{
    internal GatewayConfigurationException(IReadOnlyList<string> failures)
        : base(string.Join(Environment.NewLine, failures))
    {
        Failures = failures;
    }

    /// <summary>One message for each fault, with the setting and the fix.</summary>
    public IReadOnlyList<string> Failures { get; }
}
