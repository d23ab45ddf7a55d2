using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Protocols.Mistral;

/// <summary>Maps tool-call ids onto those that Mistral accepts: nine letters and digits. Any other id becomes a hash of itself, the same in every request.</summary>
internal static class MistralCallIds
{
    private const int Length = 9;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> Accepted = SearchValues.Create(Alphabet);

    public static string Map(string id)
    {
        if (id.Length == Length && !id.AsSpan().ContainsAnyExcept(Accepted))
        {
            return id;
        }

        ulong hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        return string.Create(Length, hash, static (characters, left) =>
        {
            for (int i = 0; i < characters.Length; i++)
            {
                (left, ulong digit) = Math.DivRem(left, (ulong)Alphabet.Length);
                characters[i] = Alphabet[(int)digit];
            }
        });
    }
}
