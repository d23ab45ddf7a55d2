using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Protocols.Bedrock.Signing;

/// <summary>
/// Derives the keys that sign, one for each secret, day, region and service, and keeps them, which saves three hashes a request. They
/// are found by the secret's hash, so that only the configuration holds the secret. Safe for concurrent use.
/// </summary>
internal sealed class AwsSigningKeys
{
    // The secrets of roles change every hour, so old keys are dropped.
    private const int MaxKept = 64;
    private readonly ConcurrentDictionary<(string SecretHash, string Date, string Region, string Service), byte[]> _kept = new();

    public int Count => _kept.Count;

    public ReadOnlySpan<byte> Get(string secret, string date, string region, string service)
    {
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        if (_kept.TryGetValue((hash, date, region, service), out byte[]? key))
        {
            return key;
        }

        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        key = Derive(secret, date, region, service);
        _kept[(hash, date, region, service)] = key;
        return key;
    }

    private static byte[] Derive(string secret, string date, string region, string service)
    {
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (string part in (ReadOnlySpan<string>)[date, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }
}
