using System.Numerics;
using System.Runtime.Intrinsics;

namespace ModelGateway.Tokens;

/// <summary>
/// The classes of the 64 characters of a block: a bit mask a class, its lowest bit the first character. ASCII is classified by vector
/// instructions, everything else one character at a time.
/// </summary>
internal struct TextBlock
{
    public ulong Letter;
    public ulong Capital;
    public ulong Digit;
    public ulong Space;
    public ulong Tab;
    public ulong LineEnd;
    public ulong Punctuation;

    /// <summary>Characters of keys and Base64: letters, digits and <c>+ / = - _</c>.</summary>
    public ulong Dense;

    /// <summary>Characters that are equal to the one before.</summary>
    public ulong Repeat;

    /// <summary>Characters outside ASCII.</summary>
    public ulong Wide;

    /// <summary>Every character that belongs to a class. The rest are control characters.</summary>
    public readonly ulong Known => Letter | Digit | Space | Tab | LineEnd | Punctuation | Wide;

    /// <summary>Classifies a block, and adds the features of its characters outside ASCII to a profile.</summary>
    /// <param name="text">The block, preceded by the character before it.</param>
    /// <param name="profile">The profile.</param>
    public void Read(ReadOnlySpan<ushort> text, ref TextProfile profile)
    {
        ReadAscii(Narrow(text, 1), Narrow(text, 0), 0);
        ReadAscii(Narrow(text, 33), Narrow(text, 32), 32);
        if (Wide != 0)
        {
            ReadWide(text, ref profile);
        }
    }

    private void ReadAscii(Vector256<byte> text, Vector256<byte> before, int at)
    {
        Vector256<byte> letters = IsIn(text | Vector256.Create((byte)0x20), 'a', 'z');
        Vector256<byte> digits = IsIn(text, '0', '9');
        Vector256<byte> punctuation = Vector256.AndNot(IsIn(text, '!', '~'), letters | digits);
        Vector256<byte> dense = letters | digits | Is(text, '+') | Is(text, '/') | Is(text, '=') | Is(text, '-') | Is(text, '_');
        Letter |= Bits(letters, at);
        Capital |= Bits(IsIn(text, 'A', 'Z'), at);
        Digit |= Bits(digits, at);
        Space |= Bits(Is(text, ' '), at);
        Tab |= Bits(Is(text, '\t'), at);
        LineEnd |= Bits(Is(text, '\n') | Is(text, '\r'), at);
        Punctuation |= Bits(punctuation, at);
        Dense |= Bits(dense, at);
        Repeat |= Bits(Vector256.Equals(text, before), at);
        Wide |= Bits(text, at);
    }

    private void ReadWide(ReadOnlySpan<ushort> text, ref TextProfile profile)
    {
        for (ulong left = Wide; left != 0; left &= left - 1)
        {
            int at = BitOperations.TrailingZeroCount(left);
            int character = text[at + 1];

            // UTF-8 takes two or three bytes, of which one is counted already; half of a surrogate pair takes two of the pair's four.
            profile.Bytes += character < 0x800 || char.IsSurrogate((char)character) ? 1 : 2;
            TextFeature feature = character is >= 0x4E00 and < 0xA000 ? TextFeature.Han : UnicodeScripts.Find(character, text[at]);
            if (feature == UnicodeScripts.None)
            {
                continue;
            }

            if (feature == TextFeature.Diacritic)
            {
                Letter |= 1UL << at;
            }
            else if (feature == TextFeature.Symbol && character == text[at])
            {
                feature = TextFeature.SymbolRepeat;
            }

            profile[feature]++;
        }
    }

    // A character that does not fit a byte becomes 255, which is outside ASCII as well.
    private static Vector256<byte> Narrow(ReadOnlySpan<ushort> text, int from) =>
        Vector256.NarrowWithSaturation(Vector256.Create(text.Slice(from, 16)), Vector256.Create(text.Slice(from + 16, 16)));

    private static Vector256<byte> IsIn(Vector256<byte> text, char first, char last) =>
        Vector256.LessThanOrEqual(text - Vector256.Create((byte)first), Vector256.Create((byte)(last - first)));

    private static Vector256<byte> Is(Vector256<byte> text, char character) => Vector256.Equals(text, Vector256.Create((byte)character));

    private static ulong Bits(Vector256<byte> marks, int at) => (ulong)marks.ExtractMostSignificantBits() << at;
}
