using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGateway.Tokens;

/// <summary>Reads a text in blocks of 64 characters: what is ASCII all at once, the rest one by one.</summary>
internal static class TextScanner
{
    /// <summary>How many characters a block has.</summary>
    public const int Size = 64;

    /// <summary>Adds a text's features to a profile.</summary>
    public static void Scan(ReadOnlySpan<char> text, ref TextProfile profile)
    {
        TextCarry carry = default;
        Scan(text, ref carry, ref profile);
    }

    /// <summary>Adds the features of one part of a text to a profile; the next goes on with the same carry. All but the last are whole blocks.</summary>
    public static void Scan(ReadOnlySpan<char> text, ref TextCarry carry, ref TextProfile profile)
    {
        // A block is compared with itself one character on, so the one before it has to be there: the first and the last are copied.
        Span<char> copy = stackalloc char[Size + 1];
        ReadOnlySpan<ushort> all = MemoryMarshal.Cast<char, ushort>(text);
        int from = 0;
        while (from < text.Length)
        {
            int length = Math.Min(Size, text.Length - from);
            if (from > 0 && length == Size)
            {
                Scan(all.Slice(from - 1, Size + 1), ulong.MaxValue, ref carry, ref profile);
            }
            else
            {
                copy.Clear();
                copy[0] = from > 0 ? text[from - 1] : carry.Last;
                text.Slice(from, length).CopyTo(copy[1..]);
                Scan(MemoryMarshal.Cast<char, ushort>(copy), ulong.MaxValue >> (Size - length), ref carry, ref profile);
            }

            from += length;
        }

        profile.Bytes += text.Length;
        carry.Last = text.IsEmpty ? carry.Last : text[^1];
    }

    private static void Scan(ReadOnlySpan<ushort> text, ulong valid, ref TextCarry carry, ref TextProfile profile)
    {
        TextBlock block = default;
        Classify(Narrow(text, 1), Narrow(text, 0), ref block, 0);
        Classify(Narrow(text, 33), Narrow(text, 32), ref block, 32);
        if (block.Wide != 0)
        {
            WideText.Classify(text, ref block, ref profile);
        }

        ulong known = block.Letter | block.Digit | block.Space | block.Tab | block.LineEnd | block.Punctuation | block.Wide;
        profile[TextFeature.Control] += BitOperations.PopCount(valid & ~known);
        TextCounter.Count(block, ref carry, ref profile);
    }

    // What is no byte becomes 255, which is no ASCII either.
    private static Vector256<byte> Narrow(ReadOnlySpan<ushort> text, int from) =>
        Vector256.NarrowWithSaturation(Vector256.Create(text.Slice(from, 16)), Vector256.Create(text.Slice(from + 16, 16)));

    private static void Classify(Vector256<byte> text, Vector256<byte> before, ref TextBlock block, int at)
    {
        Vector256<byte> letters = IsIn(text | Vector256.Create((byte)0x20), 'a', 'z');
        Vector256<byte> digits = IsIn(text, '0', '9');
        Vector256<byte> punctuation = Vector256.AndNot(IsIn(text, '!', '~'), letters | digits);
        Vector256<byte> dense = letters | digits | Is(text, '+') | Is(text, '/') | Is(text, '=') | Is(text, '-') | Is(text, '_');
        block.Letter |= Bits(letters, at);
        block.Capital |= Bits(IsIn(text, 'A', 'Z'), at);
        block.Digit |= Bits(digits, at);
        block.Space |= Bits(Is(text, ' '), at);
        block.Tab |= Bits(Is(text, '\t'), at);
        block.LineEnd |= Bits(Is(text, '\n') | Is(text, '\r'), at);
        block.Punctuation |= Bits(punctuation, at);
        block.Dense |= Bits(dense, at);
        block.Repeat |= Bits(Vector256.Equals(text, before), at);
        block.Wide |= Bits(text, at);
    }

    private static Vector256<byte> IsIn(Vector256<byte> text, char first, char last) =>
        Vector256.LessThanOrEqual(text - Vector256.Create((byte)first), Vector256.Create((byte)(last - first)));

    private static Vector256<byte> Is(Vector256<byte> text, char character) => Vector256.Equals(text, Vector256.Create((byte)character));

    private static ulong Bits(Vector256<byte> marks, int at) => (ulong)marks.ExtractMostSignificantBits() << at;
}
