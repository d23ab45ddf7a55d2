using System.Runtime.CompilerServices;
using ModelGateway.Failures.Secrets;

namespace ModelGateway.Providers.Secrets;

/// <summary>The masks of one client: one for each of its keys or tokens, with the secrets that every request of the client has.</summary>
/// <param name="keys">Keys that the client holds itself.</param>
/// <param name="others">Other texts that may be secret, such as headers' values.</param>
internal sealed class SecretMasks(IReadOnlyList<string> keys, IReadOnlyList<string> others)
{
    public static readonly SecretMasks None = new([], []);

    // By reference: a token's mask goes with the token.
    private readonly ConditionalWeakTable<string, SecretMask> _masks = [];
    private readonly SecretMask _withoutKey = keys.Count + others.Count == 0 ? SecretMask.None : new SecretMask(keys, others);

    /// <summary>The mask of a request.</summary>
    /// <param name="secret">The key or token that it was sent with; null for none.</param>
    public SecretMask For(string? secret)
    {
        if (secret is null)
        {
            return _withoutKey;
        }

        if (!_masks.TryGetValue(secret, out SecretMask? mask))
        {
            mask = new SecretMask([secret, .. keys], others);
            _masks.AddOrUpdate(secret, mask);
        }

        return mask;
    }
}
