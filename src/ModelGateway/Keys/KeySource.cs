using Microsoft.Extensions.Configuration;

namespace ModelGateway.Keys;

/// <summary>
/// Resolves the setting of a key: <c>env:NAME</c> is read from an environment variable, <c>config:PATH</c> from the configuration. Any
/// other text is the key itself.
/// </summary>
internal static class KeySource
{
    private const string Environment = "env:";
    private const string Configuration = "config:";

    /// <summary>Resolves one setting.</summary>
    /// <returns>The key; null if the setting names a variable or value that is missing or empty.</returns>
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

    /// <summary>
    /// Whether an endpoint is the vendor's own. Only such an endpoint gets the key from the vendor's usual environment variable. Scheme,
    /// host and port must match: the same host without TLS or at another port may be a different service.
    /// </summary>
    public static bool IsVendor(Uri? endpoint, Uri vendor) =>
        endpoint is null || (endpoint.IsAbsoluteUri && Uri.Compare(
            endpoint, vendor, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0);
}
