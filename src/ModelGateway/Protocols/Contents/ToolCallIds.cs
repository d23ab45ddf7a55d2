using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Maps tool-call ids onto those that a provider accepts. An accepted id is sent unchanged; any other id becomes a hash of itself, so that
/// a call and its result have the same id in every request.
/// </summary>
internal static class ToolCallIds
{
    /// <summary>
    /// The prefix of ids that the gateway creates where a provider sends none. They are never sent back to that provider.
    /// </summary>
    public const string MintedPrefix = "mgcall_";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Creates an id for a call of an attempt, where the provider sent none.</summary>
    public static string Mint(string attemptId, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{MintedPrefix}{attemptId}_{index}");

    public static bool IsMinted(string id) => id.StartsWith(MintedPrefix, StringComparison.Ordinal);

    /// <summary>The length for providers that accept any id.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>Maps an id onto <c>[A-Za-z0-9_-]{1,maxLength}</c>; onto itself where ids are <see cref="Unlimited"/>.</summary>
    public static string Map(string id, int maxLength)
    {
        if (id.Length > 0 && maxLength == Unlimited)
        {
            return id; // Some servers put data into the ids that they need to read again.
        }

        if (id.Length > 0 && id.Length <= maxLength && !id.AsSpan().ContainsAnyExcept(Plain))
        {
            return id;
        }

        string hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
        string mapped = "call_" + hex;
        return mapped.Length <= maxLength ? mapped : hex[..Math.Min(maxLength, hex.Length)];
    }
}
