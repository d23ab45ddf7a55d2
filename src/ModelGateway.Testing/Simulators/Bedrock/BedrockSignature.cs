using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ModelGateway.Testing.Simulators.Bedrock;

/// <summary>Checks AWS signatures (version 4) like the service: from the received request, sharing no code with the signer.</summary>
internal static class BedrockSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The accepted key of the signature, or the key id of the request where none fits; null where the request is not signed.
    /// </summary>
    public static string? FindKey(HttpRequest request, byte[] body, IEnumerable<string> keys, DateTimeOffset now)
    {
        string header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            return null;
        }

        Dictionary<string, string> fields = header[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(static field => field.Split('=', 2)).Where(static field => field.Length == 2)
            .ToDictionary(static field => field[0], static field => field[1]);
        string[] credential = fields.GetValueOrDefault("Credential", "").Split('/');
        string id = credential[0];
        string timestamp = request.Headers["X-Amz-Date"].ToString();
        string[] signed = fields.GetValueOrDefault("SignedHeaders", "").Split(';');
        if (credential is not [_, _, _, "bedrock", "aws4_request"] || !IsTimely(timestamp, credential[1], now)
            || !CoversAll(request, signed))
        {
            return id;
        }

        string session = request.Headers["X-Amz-Security-Token"].ToString();
        foreach (string key in keys)
        {
            string[] parts = key.Split(':');
            if (parts.Length >= 2 && parts[0] == id && (parts.Length == 2 ? session.Length == 0 : session == parts[2])
                && Sign(request, body, parts[1], credential, timestamp, signed) == fields.GetValueOrDefault("Signature"))
            {
                return key;
            }
        }

        return id;
    }

    private static bool IsTimely(string timestamp, string date, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
        && timestamp.StartsWith(date, StringComparison.Ordinal) && (now - at).Duration() <= Tolerance;

    private static bool CoversAll(HttpRequest request, string[] signed) =>
        signed.Contains("host") && request.Headers.Keys.Where(static name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            .All(name => signed.Contains(name.ToLowerInvariant()));

    private static string Sign(HttpRequest request, byte[] body, string secret, string[] credential, string timestamp, string[] signed)
    {
        string headers = string.Concat(signed.Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n"));
        string canonical =
            string.Join('\n', request.Method, Encode(BedrockService.RawTarget(request)), "", headers, string.Join(';', signed), Hash(body));
        string text = string.Join('\n', Algorithm, timestamp, string.Join('/', credential[1..]), Hash(Encoding.UTF8.GetBytes(canonical)));
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (string part in credential[1..])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    // The path is encoded a second time.
    private static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
