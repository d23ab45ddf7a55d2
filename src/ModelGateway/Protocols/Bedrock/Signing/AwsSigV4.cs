using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Protocols.Bedrock.Signing;

/// <summary>AWS Signature Version 4 for one service of one region, signing in the Authorization header.</summary>
internal sealed class AwsSigV4(string region, string service)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private readonly AwsSigningKeys _keys = new();

    /// <summary>The form of <c>X-Amz-Date</c>.</summary>
    public static string Timestamp(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public string StringToSign(in AwsCanonicalRequest request, string timestamp)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Text), hash);
        return $"{Algorithm}\n{timestamp}\n{Scope(timestamp)}\n{Convert.ToHexStringLower(hash)}";
    }

    /// <summary>The value of the Authorization header.</summary>
    public string Authorize(in AwsCanonicalRequest request, in AwsCredentials credentials, string timestamp)
    {
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        ReadOnlySpan<byte> key = _keys.Get(credentials.SecretAccessKey, timestamp[..8], region, service);
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(request, timestamp)), signature);
        return $"{Algorithm} Credential={credentials.AccessKeyId}/{Scope(timestamp)}, SignedHeaders={request.SignedHeaders}, "
            + $"Signature={Convert.ToHexStringLower(signature)}";
    }

    private string Scope(string timestamp) => $"{timestamp.AsSpan(0, 8)}/{region}/{service}/aws4_request";
}
