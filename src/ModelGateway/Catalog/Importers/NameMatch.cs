using System.Text.RegularExpressions;

namespace ModelGateway.Catalog.Importers;

/// <summary>A rule for which names mean a model, as genai-prices writes them. Case does not matter.</summary>
internal sealed partial class NameMatch
{
    /// <summary>Automata grow with what a pattern counts: <c>(a{99}){99}</c> has 9,801 states.</summary>
    private const int MaxStates = 2_000;

    private readonly string _text;
    private readonly NameMatch[] _parts;
    private Regex? _regex;

    public NameMatch(NameMatchKind kind, string text)
    {
        Kind = kind;
        _text = text;
        _parts = [];
    }

    public NameMatch(NameMatchKind kind, IEnumerable<NameMatch> parts)
    {
        Kind = kind;
        _text = "";
        _parts = [.. parts];
    }

    public NameMatchKind Kind { get; }

    /// <summary>The names that fit by being equal to one that is given.</summary>
    public IEnumerable<string> Names => Kind switch
    {
        NameMatchKind.Equal => [_text],
        NameMatchKind.Or => _parts.SelectMany(static part => part.Names),
        _ => [],
    };

    public bool Fits(string name) => Kind switch
    {
        NameMatchKind.Equal => name.Equals(_text, StringComparison.OrdinalIgnoreCase),
        NameMatchKind.StartsWith => name.StartsWith(_text, StringComparison.OrdinalIgnoreCase),
        NameMatchKind.EndsWith => name.EndsWith(_text, StringComparison.OrdinalIgnoreCase),
        NameMatchKind.Contains => name.Contains(_text, StringComparison.OrdinalIgnoreCase),
        NameMatchKind.Pattern => (_regex ??= Compile(_text)).IsMatch(name),
        NameMatchKind.And => Array.TrueForAll(_parts, part => part.Fits(name)),
        NameMatchKind.Or => Array.Exists(_parts, part => part.Fits(name)),
        _ => !_parts[0].Fits(name),
    };

    /// <summary>Whether a pattern can be matched in time that grows with the name only; it is compiled when it is first asked for.</summary>
    public static bool IsPattern(string pattern)
    {
        if (pattern.Length > 200)
        {
            return false;
        }

        double states = pattern.Length;
        foreach (ValueMatch count in Counts().EnumerateMatches(pattern))
        {
            ReadOnlySpan<char> digits = pattern.AsSpan(count.Index, count.Length);
            states *= int.TryParse(digits[(digits.LastIndexOfAny('{', ',') + 1)..^1], out int times) ? Math.Max(times, 1) : 8;
            if (digits.Length > 10 || states > MaxStates)
            {
                return false;
            }
        }

        try
        {
            _ = Compile(pattern);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\{[0-9]+(,[0-9]*)?\}")]
    private static partial Regex Counts();
}
