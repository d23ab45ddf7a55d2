using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Keys;

/// <summary>A vendor's secret, and the name that stands for it in logs and receipts.</summary>
internal sealed class ProviderKey(string name, string secret)
{
    public string Name { get; } = name;

    public string Secret { get; } = secret;

    /// <summary>
    /// A hash of the secret that identifies the key. State that outlives the configuration keeps the hash instead of the secret.
    /// </summary>
    public string Fingerprint { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The name, never the secret.</summary>
    public override string ToString() => Name;
}
