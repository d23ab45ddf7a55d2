using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelGateway.Tokens;

/// <summary>
/// Reads a text in blocks of 64 characters and adds its features to a profile. It carries over what the next block needs to know of the one
/// before.
/// </summary>
internal struct TextScanner
{
    /// <summary>The number of characters in a block.</summary>
    public const int BlockSize = 64;

    private TextCounter _counter;
    private char _last;

    /// <summary>Adds the features of a whole text to a profile.</summary>
    public static void Scan(ReadOnlySpan<char> text, ref TextProfile profile)
    {
        TextScanner scanner = default;
        scanner.ScanPart(text, ref profile);
    }

    /// <summary>Adds the features of the next part of a text to a profile. All parts but the last consist of whole blocks.</summary>
    public void ScanPart(ReadOnlySpan<char> text, ref TextProfile profile)
    {
        // A block is read together with the character before it. The first and the last block are copied, because that character, or the
        // rest of the block, is not in the span.
        Span<char> copy = stackalloc char[BlockSize + 1];
        ReadOnlySpan<ushort> all = MemoryMarshal.Cast<char, ushort>(text);
        int from = 0;
        while (from < text.Length)
        {
            int length = Math.Min(BlockSize, text.Length - from);
            if (from > 0 && length == BlockSize)
            {
                ScanBlock(all.Slice(from - 1, BlockSize + 1), ulong.MaxValue, ref profile);
            }
            else
            {
                copy.Clear();
                copy[0] = from > 0 ? text[from - 1] : _last;
                text.Slice(from, length).CopyTo(copy[1..]);
                ScanBlock(MemoryMarshal.Cast<char, ushort>(copy), ulong.MaxValue >> (BlockSize - length), ref profile);
            }

            from += length;
        }

        profile.Bytes += text.Length;
        _last = text.IsEmpty ? _last : text[^1];
    }

    private void ScanBlock(ReadOnlySpan<ushort> text, ulong valid, ref TextProfile profile)
    {
        TextBlock block = default;
        block.Read(text, ref profile);
        profile[TextFeature.Control] += BitOperations.PopCount(valid & ~block.Known);
        _counter.Count(block, ref profile);
    }
}
