using System.Text.RegularExpressions;

namespace ModelGateway.Catalog.Importers;

/// <summary>
/// A rule for the names of a model, as in genai-prices: <c>{"or": [{"starts_with": "claude-2"}, {"contains": "claude-v2"}]}</c>. Case does
/// not matter.
/// </summary>
internal sealed partial class NameMatch
{
    /// <summary>The automaton of a pattern grows with its counts: that of <c>(a{99}){99}</c> has 9,801 states.</summary>
    private const int MaxStates = 2_000;

    private const int MaxPatternLength = 200;

    private readonly string _text;
    private readonly NameMatch[] _parts;
    private Regex? _regex;

    private NameMatch(NameMatchKind kind, string text)
    {
        Kind = kind;
        _text = text;
        _parts = [];
    }

    private NameMatch(NameMatchKind kind, IEnumerable<NameMatch> parts)
    {
        Kind = kind;
        _text = "";
        _parts = [.. parts];
    }

    public NameMatchKind Kind { get; }

    /// <summary>The names that the rule lists in full.</summary>
    public IEnumerable<string> Names => Kind switch
    {
        NameMatchKind.Equal => [_text],
        NameMatchKind.Or => _parts.SelectMany(static part => part.Names),
        _ => [],
    };

    /// <summary>Reads a rule; null where a part of it is unknown, so that the whole rule could match wrong names.</summary>
    public static NameMatch? Read(in ImportValue match)
    {
        List<ImportValue> fields = [.. match.Fields()];
        if (fields is not [var rule])
        {
            return null;
        }

        switch (rule.Key)
        {
            case "or" or "and":
                List<NameMatch?> parts = [.. rule.Items().Select(static part => Read(part))];
                return parts.Contains(null) ? null : new NameMatch(rule.Key == "or" ? NameMatchKind.Or : NameMatchKind.And, parts!);
            case "not":
                return Read(rule) is { } inner ? new NameMatch(NameMatchKind.Not, [inner]) : null;
            case "regex":
                return IsPattern(rule.Text()) ? new NameMatch(NameMatchKind.Pattern, rule.Text()) : null;
            case "equals":
                return new NameMatch(NameMatchKind.Equal, rule.Text());
            case "starts_with":
                return new NameMatch(NameMatchKind.StartsWith, rule.Text());
            case "ends_with":
                return new NameMatch(NameMatchKind.EndsWith, rule.Text());
            case "contains":
                return new NameMatch(NameMatchKind.Contains, rule.Text());
            default:
                return null;
        }
    }

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

    // Whether a pattern can be matched in linear time, by an automaton of limited size.
    private static bool IsPattern(string pattern)
    {
        if (pattern.Length > MaxPatternLength)
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

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\{[0-9]+(,[0-9]*)?\}")]
    private static partial Regex Counts();
}

/// <summary>How a name is compared.</summary>
internal enum NameMatchKind
{
    Equal,
    StartsWith,
    EndsWith,
    Contains,
    Pattern,
    And,
    Or,
    Not,
}

/// <summary>A list's rule for the names of a model.</summary>
internal sealed record ImportedPattern(string Provider, NameMatch Match, ModelInfo Model);
