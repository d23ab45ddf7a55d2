namespace ModelGateway.Catalog.Rules;

/// <summary>
/// A pattern for the names of models: <c>*</c> stands for any letters. A pattern also matches a name that goes on with a date, as
/// <c>gpt-5.4</c> does <c>gpt-5.4-2026-03-05</c>, <c>claude-opus-4-5-20251101</c> and <c>claude-opus-4-5@20251101</c>.
/// </summary>
internal static class ModelNamePattern
{
    public static bool Matches(string pattern, string name) => Matches(pattern.AsSpan(), name.AsSpan());

    public static bool MatchesAny(IReadOnlyList<string> patterns, string name)
    {
        for (int i = 0; i < patterns.Count; i++)
        {
            if (Matches(patterns[i], name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int star = pattern.IndexOf('*');
        if (star < 0)
        {
            return name.StartsWith(pattern, StringComparison.OrdinalIgnoreCase) && IsDate(name[pattern.Length..]);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> rest = pattern[(star + 1)..];
        for (int i = star; i <= name.Length; i++)
        {
            if (rest.IsEmpty || Matches(rest, name[i..]))
            {
                return true;
            }
        }

        return false;
    }

    // Empty, -2026-03-05, -20251101, @20251101, with what Bedrock adds: -20251101-v1:0.
    private static bool IsDate(ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] is not ('-' or '@'))
        {
            return false;
        }

        rest = rest[1..];
        int digits = 0;
        int length = 0;
        while (length < rest.Length && digits < 8 && (char.IsAsciiDigit(rest[length]) || (rest[length] == '-' && digits is 4 or 6)))
        {
            digits += rest[length] == '-' ? 0 : 1;
            length++;
        }

        return (digits == 8 && rest.StartsWith("20", StringComparison.Ordinal) && IsVersion(rest[length..])) || IsVersion(rest);
    }

    private static bool IsVersion(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || (rest.TrimStart('-') is ['v', >= '1' and <= '9', ':', >= '0' and <= '9'] or ['v', >= '1' and <= '9']);
}
