using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Keys;

/// <summary>A vendor's secret and the name that it may be called by in logs and receipts.</summary>
internal sealed class ProviderKey(string name, string secret)
{
    public string Name { get; } = name;

    public string Secret { get; } = secret;

    /// <summary>A hash of the secret, to know the key again by: what outlives the configuration does not keep the secret.</summary>
    public string Fingerprint { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Never the secret.</summary>
    public override string ToString() => Name;
}
