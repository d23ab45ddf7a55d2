using System.Numerics;
using System.Text;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Json;

/// <summary>
/// Finds model names in a file's bytes, ignoring case. The hash table holds positions in the file instead of strings; names are ASCII
/// without escapes.
/// </summary>
internal sealed class NameIndex
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly (int Position, int Model)[] _names;
    private readonly int[] _slots;

    /// <param name="file">The file.</param>
    /// <param name="names">The positions of the names (of their opening quotes), each with the number of its model.</param>
    public NameIndex(ReadOnlyMemory<byte> file, List<(int Position, int Model)> names)
    {
        _file = file;
        _names = [.. names];
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)(_names.Length * 2) + 1)];
        for (int i = 0; i < _names.Length; i++)
        {
            uint slot = Hash(Name(i));
            while (_slots[slot & (_slots.Length - 1)] != 0)
            {
                slot++;
            }

            _slots[slot & (_slots.Length - 1)] = i + 1;
        }
    }

    public IEnumerable<string> Names => Enumerable.Range(0, _names.Length).Select(index => Encoding.ASCII.GetString(Name(index)));

    /// <summary>The number of the model with the name; -1 where there is none.</summary>
    public int Find(string name)
    {
        if (!CatalogText.IsName(name))
        {
            return -1;
        }

        Span<byte> bytes = stackalloc byte[CatalogLimits.Name];
        bytes = bytes[..Encoding.ASCII.GetBytes(name, bytes)];
        for (uint slot = Hash(bytes); _slots[slot & (_slots.Length - 1)] is > 0 and int entry; slot++)
        {
            if (Ascii.EqualsIgnoreCase(Name(entry - 1), bytes))
            {
                return _names[entry - 1].Model;
            }
        }

        return -1;
    }

    private ReadOnlySpan<byte> Name(int index)
    {
        ReadOnlySpan<byte> rest = _file.Span[(_names[index].Position + 1)..];
        return rest[..rest.IndexOf((byte)'"')];
    }

    // FNV-1a over lower-case letters, which needs no copy of the name.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        uint hash = 2166136261;
        foreach (byte letter in name)
        {
            hash = (hash ^ (uint)(letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20 : letter)) * 16777619;
        }

        return hash ^ (hash >> 15);
    }
}
