using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Testing.Simulators;

/// <summary>The signatures that a simulator has issued, and for which reasoning.</summary>
internal sealed class IssuedSignatures(string issuer)
{
    private readonly ConcurrentDictionary<string, string> _issued = new(StringComparer.Ordinal);

    /// <summary>A signature in the form that providers use (base64), the same on every run.</summary>
    public string Mint(int number) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}:{number}")));

    public void Issue(string signature, string text) => _issued[signature] = text;

    public bool TryGetText(string signature, out string? text) => _issued.TryGetValue(signature, out text);
}
