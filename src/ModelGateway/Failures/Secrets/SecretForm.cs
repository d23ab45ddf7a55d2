using System.Text;

namespace ModelGateway.Failures.Secrets;

/// <summary>One of the ways in which a server may write a secret: as it is, in base64, in hexadecimal digits.</summary>
/// <param name="text">The secret in this form.</param>
/// <param name="least">How many of its first or last characters reveal too much of it.</param>
/// <param name="ignoreCase">Whether letters of the other case are the same.</param>
internal sealed class SecretForm(string text, int least, bool ignoreCase)
{
    private const int LeastPart = 8;
    private const int MostPart = 16;

    // Secrets of letters alone, such as the placeholders of local servers, may be ordinary words: another case is another word.
    private const int LongestWord = 12;

    public string Text => text;

    /// <summary>The first characters, which are enough to find the form.</summary>
    public string Beginning => text[..least];

    /// <summary>The last characters, which are enough to find the form.</summary>
    public string End => text[^least..];

    /// <summary>The forms of a secret. A part of a longer text in base64, such as of <c>user:key</c>, is found too.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="leastPart">The fewest characters at its beginning or end that are masked without the rest; 0 for the usual.</param>
    public static IEnumerable<SecretForm> FindAll(string secret, int leastPart = 0)
    {
        bool isWord = secret.Length < LongestWord && secret.All(char.IsAsciiLetter);
        yield return Create(secret, leastPart, !isWord);
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        yield return Create(Convert.ToHexString(bytes), 2 * leastPart, ignoreCase: true);
        HashSet<string> encoded = new(StringComparer.Ordinal);
        for (int before = 0; before < 3; before++)
        {
            string form = ToBase64(bytes, before);
            if (encoded.Add(form))
            {
                yield return Create(form, leastPart, ignoreCase: true);
            }

            string url = form.Replace('+', '-').Replace('/', '_');
            if (encoded.Add(url))
            {
                yield return Create(url, leastPart, ignoreCase: true);
            }
        }
    }

    /// <summary>Finds the whole form or a long enough part of it at a place.</summary>
    /// <returns>The part's begin and end; an empty range where there is none.</returns>
    public (int Start, int End) FindAt(ReadOnlySpan<char> said, int at)
    {
        ReadOnlySpan<char> rest = said[at..];
        if (CommonStart(rest, text) is var length && length >= least)
        {
            return (at, at + length);
        }

        return CommonStart(rest, End) < least ? (at, at) : (at - CommonEnd(said[..at], text.AsSpan(0, text.Length - least)), at + least);
    }

    /// <summary>How many of the form's first characters are at the end of a text.</summary>
    public int LengthAtEnd(ReadOnlySpan<char> said, int fewest)
    {
        for (int length = Math.Min(text.Length, said.Length); length >= fewest; length--)
        {
            if (CommonEnd(said, text.AsSpan(0, length)) == length)
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>How many of the form's last characters are at the beginning of a text.</summary>
    public int LengthAtStart(ReadOnlySpan<char> said, int fewest)
    {
        for (int length = Math.Min(text.Length, said.Length); length >= fewest; length--)
        {
            if (CommonStart(said, text.AsSpan(text.Length - length)) == length)
            {
                return length;
            }
        }

        return 0;
    }

    private static SecretForm Create(string text, int leastPart, bool ignoreCase)
    {
        int usual = text.Length < LongestWord ? text.Length : Math.Clamp(text.Length / 3, LeastPart, MostPart);
        return new SecretForm(text, Math.Min(text.Length, Math.Max(usual, leastPart)), ignoreCase);
    }

    // Base64 as it is with 0, 1 or 2 bytes before the secret, without the characters that also stand for its neighbours.
    private static string ToBase64(byte[] bytes, int before)
    {
        string whole = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
        int ofNeighbours = (8 * (before + bytes.Length)) % 6 == 0 ? 0 : 1;
        int first = before == 0 ? 0 : before + 1;
        return whole[first..^ofNeighbours];
    }

    private int CommonStart(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int length = 0;
        while (length < one.Length && length < other.Length && AreSame(one[length], other[length]))
        {
            length++;
        }

        return length;
    }

    private int CommonEnd(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int length = 0;
        while (length < one.Length && length < other.Length && AreSame(one[^(length + 1)], other[^(length + 1)]))
        {
            length++;
        }

        return length;
    }

    private bool AreSame(char one, char other) =>
        one == other || (ignoreCase && char.IsAsciiLetter(one) && (one | 0x20) == (other | 0x20));
}
