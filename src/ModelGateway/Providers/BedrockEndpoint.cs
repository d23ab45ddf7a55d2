namespace ModelGateway.Providers;

/// <summary>
/// Bedrock's address and region. The address is derived from the region; where only an address is configured, the region is read from it,
/// as signatures contain the region.
/// </summary>
internal static class BedrockEndpoint
{
    private const string Service = "bedrock-runtime";
    private const string FipsService = Service + "-fips";

    public static string? FindRegion(ProviderOptions options) => FindRegion(options, Environment.GetEnvironmentVariable);

    /// <summary>The region: the setting, else the one that the endpoint names, else the one of the environment.</summary>
    public static string? FindRegion(ProviderOptions options, Func<string, string?> environment) =>
        Trim(options.Region) ?? ReadRegion(options.Endpoint) ?? Trim(environment("AWS_REGION")) ?? Trim(environment("AWS_DEFAULT_REGION"));

    public static Uri? Derive(ProviderOptions options) => Derive(options, Environment.GetEnvironmentVariable);

    public static Uri? Derive(ProviderOptions options, Func<string, string?> environment) =>
        FindRegion(options, environment) is { } region && IsRegion(region)
            ? new Uri($"https://{Service}.{region}.{(region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com")}/")
            : null;

    public static bool IsVendors(Uri endpoint) =>
        endpoint.Scheme == Uri.UriSchemeHttps && endpoint.IsDefaultPort && ReadRegion(endpoint) is not null;

    public static IEnumerable<string> Validate(ProviderOptions options) =>
        FindRegion(options) is { } region && !IsRegion(region)
            ? [$"Region is '{region}'. Set it to the name of an AWS region, such as us-east-1."]
            : [];

    // Reads bedrock-runtime.REGION.amazonaws.com, the same with -fips, and the address of a VPC endpoint,
    // VPCE-ID.bedrock-runtime.REGION.vpce.amazonaws.com. Other hosts below amazonaws.com, such as buckets, belong to customers.
    private static string? ReadRegion(Uri? endpoint)
    {
        if (endpoint is not { IsAbsoluteUri: true })
        {
            return null;
        }

        string[] labels = endpoint.Host.ToLowerInvariant().Split('.');
        int domain = labels is [.., "amazonaws", "com"] ? 2 : labels is [.., "amazonaws", "com", "cn"] ? 3 : labels.Length;
        string? region = labels[..^domain] switch
        {
            [Service or FipsService, var name] => name,
            [var own, Service or FipsService, var name, "vpce"] when own.StartsWith("vpce-", StringComparison.Ordinal) => name,
            _ => null,
        };
        return region is not null && IsRegionOfHosts(region) ? region : null;
    }

    // Accepts us-east-1 and us-gov-west-1. Addresses of buckets have s3-us-west-2 in the same place, which is no region.
    private static bool IsRegionOfHosts(string label) =>
        label.Split('-') is [{ Length: >= 2 and <= 4 } area, _, .., var number] parts
        && area.All(char.IsAsciiLetterLower) && number.All(char.IsAsciiDigit) && Array.TrueForAll(parts, static part => part.Length > 0);

    // It becomes a label of the host, which is at most 63 characters long and neither begins nor ends with a hyphen.
    private static bool IsRegion(string region) =>
        region.Length <= 63 && region.Contains('-', StringComparison.Ordinal) && region[0] != '-' && region[^1] != '-'
            && region.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string? Trim(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
