using Microsoft.Extensions.Configuration;

namespace ModelGateway.Keys;

/// <summary>Turns a key setting into a key: <c>env:NAME</c> reads an environment variable, <c>config:PATH</c> a configuration value, anything else is the key.</summary>
internal static class KeySource
{
    private const string Environment = "env:";
    private const string Configuration = "config:";

    /// <summary>Resolves one setting.</summary>
    /// <returns>The key; null where the place that it names is empty.</returns>
    public static ProviderKey? Resolve(string setting, int index, IConfiguration? configuration)
    {
        string name = setting;
        string? secret;
        if (setting.StartsWith(Environment, StringComparison.OrdinalIgnoreCase))
        {
            secret = System.Environment.GetEnvironmentVariable(setting[Environment.Length..]);
        }
        else if (setting.StartsWith(Configuration, StringComparison.OrdinalIgnoreCase))
        {
            secret = configuration?[setting[Configuration.Length..]];
        }
        else
        {
            name = $"key {index + 1}";
            secret = setting;
        }

        secret = secret?.Trim();
        return string.IsNullOrEmpty(secret) ? null : new ProviderKey(name, secret);
    }

    /// <summary>Whether the text can stand in an HTTP header, which is printable ASCII: a key with a line break would split it.</summary>
    public static bool IsSendable(string secret) => !secret.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>
    /// Whether an endpoint is the vendor's own, which alone is sent the vendor's usual key: same scheme, host and port, as the same host
    /// without TLS, or another port, is somebody else's.
    /// </summary>
    public static bool IsVendor(Uri? endpoint, Uri vendor) =>
        endpoint is null || (endpoint.IsAbsoluteUri && Uri.Compare(
            endpoint, vendor, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0);
}
