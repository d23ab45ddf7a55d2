using System.Globalization;
using System.Text;

namespace ModelGateway.Schemas;

/// <summary>
/// A regular expression as JSON Schema means it (ECMAScript, by code points), rewritten for .NET, where <c>\d</c> and <c>\w</c> are wider,
/// <c>$</c> also matches before a last line break, and <c>.</c> matches half of a character.
/// </summary>
/// <param name="pattern">The pattern.</param>
/// <param name="isAstral">Whether the text may have characters that take two UTF-16 units.</param>
internal sealed class EcmaScriptPattern(string pattern, bool isAstral)
{
    private const string Word = "[0-9A-Z_a-z]";
    private readonly StringBuilder _out = new(pattern.Length + 16);
    private int _at;

    /// <summary>The expression for .NET; null where it cannot be read, or would not be matched the same way.</summary>
    public string? Translate()
    {
        while (_at < pattern.Length)
        {
            char c = pattern[_at];
            bool isRead = c switch
            {
                '\\' => ReadEscape(),
                '[' => ReadClass(),
                '.' => Append(EcmaScriptClass.AnyButLineEnds, 1),
                '$' => Append("\\z", 1),
                '(' => ReadGroup(),
                '{' => ReadQuantifier(),
                '}' or ']' => Append($"\\{c}", 1),
                _ when char.IsHighSurrogate(c) && _at + 1 < pattern.Length =>
                    Append($"(?:{pattern.AsSpan(_at, 2)})", 2),
                _ => Append(c.ToString(), 1),
            };
            if (!isRead)
            {
                return null;
            }
        }

        return _out.ToString();
    }

    private bool Append(string text, int read)
    {
        _out.Append(text);
        _at += read;
        return true;
    }

    private bool Append(EcmaScriptClass set, int read) => set.Write(isAstral) is { } text && Append(text, read);

    private bool ReadClass()
    {
        EcmaScriptClassReader reader = new(pattern, _at);
        return reader.Read() is { } set && Append(set, reader.At - _at);
    }

    private bool ReadEscape()
    {
        if (_at + 1 >= pattern.Length)
        {
            return false;
        }

        const string Edge = $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))";
        const string NoEdge = $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))";
        switch (pattern[_at + 1])
        {
            case 'b':
                return Append(Edge, 2);
            case 'B':
                return Append(NoEdge, 2);
        }

        EcmaScriptEscape escape = EcmaScriptEscape.Read(pattern, _at);
        return escape.Length > 0
            && (escape.Set is { } set ? Append(set, escape.Length) : Append(Literal(escape.CodePoint), escape.Length));
    }

    private static string Literal(int codePoint) => codePoint switch
    {
        > 0xFFFF => $"(?:{char.ConvertFromUtf32(codePoint)})",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}"),
    };

    // Groups that .NET alone has, such as (?>…) and (?i), are no ECMAScript.
    private bool ReadGroup()
    {
        if (_at + 1 >= pattern.Length || pattern[_at + 1] != '?')
        {
            return Append("(", 1);
        }

        ReadOnlySpan<char> rest = pattern.AsSpan(_at + 2);
        return rest switch
        {
            [':' or '=' or '!', ..] => Append($"(?{rest[0]}", 3),
            ['<', '=' or '!', ..] => Append($"(?<{rest[1]}", 4),
            ['<', var first, ..] when char.IsAsciiLetter(first) || first == '_' => Append("(?<", 3),
            _ => false,
        };
    }

    // A brace that opens no quantifier stands for itself.
    private bool ReadQuantifier()
    {
        int end = _at + 1;
        while (end < pattern.Length && (char.IsAsciiDigit(pattern[end]) || pattern[end] == ','))
        {
            end++;
        }

        ReadOnlySpan<char> inner = pattern.AsSpan(_at + 1, end - _at - 1);
        bool isQuantifier = end < pattern.Length && pattern[end] == '}' && inner.Length > 0 && inner[0] != ',' && inner.Count(',') <= 1;
        return isQuantifier ? Append(pattern[_at..(end + 1)], end + 1 - _at) : Append("\\{", 1);
    }
}
