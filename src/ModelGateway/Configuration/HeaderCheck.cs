using ModelGateway.Providers;

namespace ModelGateway.Configuration;

/// <summary>Checks the headers that a provider is given: those that the gateway writes itself would be sent twice, or be lost.</summary>
internal static class HeaderCheck
{
    private const string Credential = "is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.";

    public static void Check(string setting, string name, string value, ProviderType type, List<string> faults)
    {
        using HttpRequestMessage probe = new();
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~') || !probe.Headers.TryAddWithoutValidation(name, value))
        {
            faults.Add($"{setting} is no header of a request. Set it to a header's name and printable ASCII text.");
        }
        else if (Find(name.ToLowerInvariant(), type) is { } fault)
        {
            faults.Add($"{setting} {fault}");
        }
    }

    private static string? Find(string name, ProviderType type) => name switch
    {
        "authorization" or "proxy-authorization" or "x-api-key" or "api-key" or "x-goog-api-key" => Credential,
        _ when name.Equals(type.KeyHeader, StringComparison.OrdinalIgnoreCase) => Credential,
        "host" => "follows from the address. Set Endpoint instead.",
        "connection" or "keep-alive" or "te" or "trailer" or "transfer-encoding" or "upgrade" => "belongs to the connection. Remove it.",
        _ when name.StartsWith("x-amz-", StringComparison.Ordinal) => "belongs to the signature. Set Keys or TokenCallback instead.",
        _ => null,
    };
}
