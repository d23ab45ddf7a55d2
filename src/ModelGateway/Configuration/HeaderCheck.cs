using ModelGateway.Buffers;

namespace ModelGateway.Configuration;

/// <summary>Checks configured headers. A header that the gateway or the connection writes itself would be sent twice, or be lost.</summary>
internal static class HeaderCheck
{
    private const string Credential = "is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.";

    /// <param name="setting">The setting's path.</param>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="keyHeader">The header that carries the provider's key; null for the usual ones.</param>
    /// <param name="faults">Collects the fault.</param>
    public static void Check(string setting, string name, string value, string? keyHeader, OptionFaults faults)
    {
        if (!IsRequestHeader(name, value))
        {
            faults.Add($"{setting} is no header of a request. Set it to a header's name and printable ASCII text.");
        }
        else if (FindFault(name.ToLowerInvariant(), keyHeader) is { } fault)
        {
            faults.Add($"{setting} {fault}");
        }
    }

    /// <summary>
    /// Whether a request can carry the header: its value is printable ASCII, and it belongs to requests rather than to bodies.
    /// </summary>
    public static bool IsRequestHeader(string name, string value)
    {
        using HttpRequestMessage probe = new();
        return HeaderText.IsSendable(value) && probe.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>Whether a text is what <c>User-Agent</c> may hold: products with their versions, and comments.</summary>
    public static bool IsUserAgent(string text)
    {
        using HttpRequestMessage probe = new();
        return IsRequestHeader("User-Agent", text) && probe.Headers.UserAgent.TryParseAdd(text);
    }

    private static string? FindFault(string name, string? keyHeader) => name switch
    {
        "authorization" or "proxy-authorization" or "x-api-key" or "api-key" or "x-goog-api-key" => Credential,
        _ when name.Equals(keyHeader, StringComparison.OrdinalIgnoreCase) => Credential,
        "host" => "follows from the address. Set Endpoint instead.",
        "connection" or "keep-alive" or "te" or "trailer" or "transfer-encoding" or "upgrade" => "belongs to the connection. Remove it.",
        _ when name.StartsWith("x-amz-", StringComparison.Ordinal) => "belongs to the signature. Set Keys or TokenCallback instead.",
        _ => null,
    };
}
