using System.Globalization;
using System.Text;

namespace ModelGateway.Failures.Secrets;

/// <summary>A text whose escapes are resolved, and where each of its characters stands in the text as it was said.</summary>
internal sealed class DecodedText
{
    private static readonly (string Entity, char Letter)[] Entities =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];

    // Where each character begins in the text as it was said, and the end of the last one; null where nothing is moved.
    private readonly int[]? _starts;

    public DecodedText(string said)
    {
        Text = said;
    }

    private DecodedText(string text, int[] starts)
    {
        Text = text;
        _starts = starts;
    }

    public string Text { get; }

    /// <summary>Where a character, or the end of the text, is in the text as it was said.</summary>
    public int Place(int index) => _starts is null ? index : _starts[index];

    /// <summary>
    /// Resolves one level of escapes: <c>%2B</c>, <c>\u002B</c>, <c>\/</c>, <c>&amp;#43;</c>; null where there is none. An escape that the
    /// text's end cuts is left out.
    /// </summary>
    public DecodedText? Decode()
    {
        ReadOnlySpan<char> text = Text;
        if (!text.ContainsAny('%', '\\', '&'))
        {
            return null;
        }

        StringBuilder decoded = new(text.Length);
        List<int> starts = new(text.Length + 1);
        for (int at = 0; at < text.Length;)
        {
            (char letter, int length) = Read(text[at..]);
            if (length > 0)
            {
                decoded.Append(letter);
                starts.Add(Place(at));
            }

            at += Math.Abs(length);
        }

        starts.Add(Place(text.Length));
        return decoded.Length == text.Length ? null : new DecodedText(decoded.ToString(), [.. starts]);
    }

    // The character at the beginning, and how much of the text stands for it; less than 0 for an escape that is cut.
    private static (char Letter, int Length) Read(ReadOnlySpan<char> text) => text[0] switch
    {
        '%' => ReadHex(text, 1, 2),
        '\\' when text.Length > 1 && text[1] is 'u' => ReadHex(text, 2, 4),
        '\\' when text.Length > 1 && text[1] is '/' or '"' or '\\' or '\'' => (text[1], 2),
        '&' => ReadEntity(text),
        var letter => (letter, 1),
    };

    private static (char Letter, int Length) ReadHex(ReadOnlySpan<char> text, int from, int digits)
    {
        ReadOnlySpan<char> rest = text[from..];
        if (rest.Length >= digits
            && ushort.TryParse(rest[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            return ((char)code, from + digits);
        }

        // What a server cut short ends with this mark.
        bool isCut = rest.Length <= digits && rest is [.., '…'];
        return isCut ? ('\0', -(text.Length - 1)) : (text[0], 1);
    }

    private static (char Letter, int Length) ReadEntity(ReadOnlySpan<char> text)
    {
        foreach ((string entity, char letter) in Entities)
        {
            if (text.StartsWith(entity, StringComparison.Ordinal))
            {
                return (letter, entity.Length);
            }
        }

        int end = text.StartsWith("&#", StringComparison.Ordinal) ? text[..Math.Min(text.Length, 9)].IndexOf(';') : -1;
        if (end > 2)
        {
            bool isHex = text[2] is 'x' or 'X';
            NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (ushort.TryParse(text[(isHex ? 3 : 2)..end], style, CultureInfo.InvariantCulture, out ushort code))
            {
                return ((char)code, end + 1);
            }
        }

        return ('&', 1);
    }
}
