using System.Globalization;

namespace ModelGateway.Schemas;

/// <summary>What follows a backslash, outside a class or within one.</summary>
/// <param name="Length">How many characters it takes, with the backslash; 0 where it cannot be read.</param>
/// <param name="CodePoint">The character it stands for.</param>
/// <param name="Set">The characters it stands for; null where it is one.</param>
internal readonly record struct EcmaScriptEscape(int Length, int CodePoint, EcmaScriptClass? Set)
{
    /// <summary>Reads an escape. References to groups are not read: .NET matches them otherwise where the group took no part.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="at">Where the backslash is.</param>
    public static EcmaScriptEscape Read(string pattern, int at)
    {
        if (at + 1 >= pattern.Length)
        {
            return default;
        }

        char c = pattern[at + 1];
        return c switch
        {
            'd' or 'D' => new(2, 0, EcmaScriptClass.Digits.Negate(c == 'D')),
            'w' or 'W' => new(2, 0, EcmaScriptClass.WordCharacters.Negate(c == 'W')),
            's' or 'S' => new(2, 0, EcmaScriptClass.Spaces.Negate(c == 'S')),
            'p' or 'P' => ReadProperty(pattern, at, c == 'P'),
            't' => new(2, '\t', null),
            'n' => new(2, '\n', null),
            'v' => new(2, '\v', null),
            'f' => new(2, '\f', null),
            'r' => new(2, '\r', null),
            '0' when at + 2 >= pattern.Length || !char.IsAsciiDigit(pattern[at + 2]) => new(2, 0, null),
            'c' when at + 2 < pattern.Length && char.IsAsciiLetter(pattern[at + 2]) => new(3, pattern[at + 2] % 32, null),
            'x' => ReadHex(pattern, at, 2),
            'u' when at + 2 < pattern.Length && pattern[at + 2] == '{' => ReadBraces(pattern, at),
            'u' => ReadUnit(pattern, at),
            _ when char.IsAsciiLetterOrDigit(c) || char.IsSurrogate(c) => default,
            _ => new(2, c, null),
        };
    }

    private static EcmaScriptEscape ReadHex(string pattern, int at, int digits) =>
        at + 2 + digits <= pattern.Length
        && int.TryParse(pattern.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            ? new(2 + digits, value, null)
            : default;

    // Two escaped halves are one character.
    private static EcmaScriptEscape ReadUnit(string pattern, int at)
    {
        EcmaScriptEscape first = ReadHex(pattern, at, 4);
        if (first.CodePoint is < 0xD800 or > 0xDFFF)
        {
            return first;
        }

        EcmaScriptEscape second = pattern.AsSpan(at + first.Length).StartsWith("\\u") ? ReadHex(pattern, at + first.Length, 4) : default;
        return first.CodePoint < 0xDC00 && second.CodePoint is >= 0xDC00 and <= 0xDFFF
            ? new(first.Length + second.Length, char.ConvertToUtf32((char)first.CodePoint, (char)second.CodePoint), null)
            : default;
    }

    private static EcmaScriptEscape ReadBraces(string pattern, int at)
    {
        int end = pattern.IndexOf('}', at);
        return end > at + 3
            && int.TryParse(
                pattern.AsSpan(at + 3, end - at - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            && value is >= 0 and (< 0xD800 or > 0xDFFF) and <= 0x10FFFF
                ? new(end + 1 - at, value, null)
                : default;
    }

    private static EcmaScriptEscape ReadProperty(string pattern, int at, bool isNegated)
    {
        int end = pattern.IndexOf('}', at);
        return at + 2 < pattern.Length && pattern[at + 2] == '{' && end > at + 3
            && EcmaScriptProperties.Find(pattern[(at + 3)..end]) is { } set
                ? new(end + 1 - at, 0, set.Negate(isNegated))
                : default;
    }
}
