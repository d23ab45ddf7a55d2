using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Protocols.Contents;

/// <summary>
/// Tool-call ids as another provider accepts them. An id that it accepts is sent as it is; any other becomes a hash of itself, so that a
/// call and its result, in this request and in the next, always meet under the same id.
/// </summary>
internal static class ToolCallIds
{
    /// <summary>Begins the ids that the gateway makes where a provider gives none; such an id is never sent back to that provider.</summary>
    public const string MintedPrefix = "mgcall_";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>An id for the <paramref name="index"/>th call of an attempt whose provider gave none.</summary>
    public static string Mint(string attemptId, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{MintedPrefix}{attemptId}_{index}");

    public static bool IsMinted(string id) => id.StartsWith(MintedPrefix, StringComparison.Ordinal);

    /// <summary>The length of ids that a provider takes as they are, whatever they hold.</summary>
    public const int Unlimited = int.MaxValue;

    /// <summary>Maps an id onto <c>[A-Za-z0-9_-]{1,maxLength}</c>; onto itself where ids are <see cref="Unlimited"/>.</summary>
    public static string Map(string id, int maxLength)
    {
        if (id.Length > 0 && maxLength == Unlimited)
        {
            return id; // Some carry what the server behind needs to read in them.
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
