using System.Buffers.Text;
using System.Text.Json;

namespace ModelGateway.Protocols.Json;

/// <summary>
/// Mends JSON in which half of a surrogate pair stands alone, as an escape (<c>\ud83d</c>): models write them, and servers cut pairs in two
/// between the pieces of a stream. JSON's grammar allows it, but System.Text.Json reads no such string. The half becomes U+FFFD.
/// </summary>
internal static class SurrogateHalves
{
    private const int EscapeLength = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <summary>The string that the reader stands on.</summary>
    public static string? ReadString(ref readonly Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped && Occur(reader.ValueSpan))
        {
            char none = default;
            return Open(reader.ValueSpan, ref none, isPiece: false).GetString();
        }

        return reader.GetString();
    }

    /// <summary>JSON whose strings can all be read; the given JSON itself where they can be already.</summary>
    public static ReadOnlySpan<byte> Mend(ReadOnlySpan<byte> json)
    {
        int half = Find(json);
        if (half < 0)
        {
            return json;
        }

        byte[] mended = json.ToArray();
        for (int from = 0; half >= 0; half = Find(json[from..]))
        {
            Replacement.CopyTo(mended.AsSpan(from + half));
            from += half + EscapeLength;
        }

        return mended;
    }

    /// <summary>Whether there are halves in what stands between the quotes of a string.</summary>
    public static bool Occur(ReadOnlySpan<byte> escaped) => Find(escaped) >= 0;

    /// <summary>A reader that stands on the mended string.</summary>
    /// <param name="escaped">What stands between the quotes.</param>
    /// <param name="half">
    /// The first half that the piece before ended with, which is joined with the second half at this piece's start; then the one that this
    /// piece ends with. 0 where there is none.
    /// </param>
    /// <param name="isPiece">Whether a first half at the end waits for the next piece.</param>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> escaped, ref char half, bool isPiece)
    {
        byte[] mended = new byte[escaped.Length + EscapeLength + 2];
        Span<byte> target = mended;
        target[0] = (byte)'"';
        int length = 1;
        if (half != default && !escaped.IsEmpty)
        {
            length += Join(target[length..], ref escaped, half);
            half = default;
        }

        for (int at = Find(escaped); at >= 0; at = Find(escaped))
        {
            escaped[..at].CopyTo(target[length..]);
            length += at;
            char unit = (char)Unit(escaped[at..]);
            escaped = escaped[(at + EscapeLength)..];
            if (isPiece && escaped.IsEmpty && char.IsHighSurrogate(unit))
            {
                half = unit;
                break;
            }

            Replacement.CopyTo(target[length..]);
            length += EscapeLength;
        }

        escaped.CopyTo(target[length..]);
        length += escaped.Length;
        target[length++] = (byte)'"';
        Utf8JsonReader reader = new(mended.AsSpan(0, length), WireJson.Options);
        reader.Read();
        return reader;
    }

    private static int Join(Span<byte> target, ref ReadOnlySpan<byte> escaped, char half)
    {
        int unit = Unit(escaped);
        if (unit < 0 || !char.IsLowSurrogate((char)unit))
        {
            Replacement.CopyTo(target);
            return EscapeLength;
        }

        "\\u"u8.CopyTo(target);
        Utf8Formatter.TryFormat((ushort)half, target[2..], out _, new('x', 4));
        escaped[..EscapeLength].CopyTo(target[EscapeLength..]);
        escaped = escaped[EscapeLength..];
        return 2 * EscapeLength;
    }

    // The place of the first escape that is half of a pair without the other half; -1 where there is none.
    private static int Find(ReadOnlySpan<byte> json)
    {
        // A quick look first, as few texts hold such escapes.
        int at = 0;
        if (json.IndexOf("\\u"u8) < 0)
        {
            return -1;
        }

        while (json[at..].IndexOf((byte)'\\') is >= 0 and int next)
        {
            at += next;
            int unit = Unit(json[at..]);
            if (unit < 0 || !char.IsSurrogate((char)unit))
            {
                at += unit < 0 ? 2 : EscapeLength;
                continue;
            }

            int following = at + EscapeLength <= json.Length ? Unit(json[(at + EscapeLength)..]) : -1;
            if (!char.IsHighSurrogate((char)unit) || following < 0 || !char.IsLowSurrogate((char)following))
            {
                return at;
            }

            at += 2 * EscapeLength;
        }

        return -1;
    }

    // The code unit that the JSON's first escape stands for; -1 where it is another escape, or none.
    private static int Unit(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json[0] == '\\' && json[1] == 'u'
        && Utf8Parser.TryParse(json.Slice(2, 4), out ushort unit, out int length, 'x') && length == 4
            ? unit
            : -1;
}
