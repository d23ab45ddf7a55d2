using System.Text.RegularExpressions;

namespace ModelGateway.Schemas;

/// <summary>
/// The regular expressions of one check. The patterns come from the caller's schema and the texts from a model, so both are bounded: a
/// pattern has a maximum length, and a match a time limit.
/// </summary>
internal sealed class SchemaPatterns
{
    private const int MaxLength = 2_000;
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Regex?> _patterns = new(StringComparer.Ordinal);

    /// <summary>Whether a text contains a match; also true where the pattern cannot be read or takes too long.</summary>
    public bool Matches(string pattern, string text)
    {
        if (!_patterns.TryGetValue(pattern, out Regex? regex))
        {
            regex = Create(pattern);
            _patterns.Add(pattern, regex);
        }

        try
        {
            return regex?.IsMatch(text) ?? true;
        }
        catch (RegexMatchTimeoutException)
        {
            _patterns[pattern] = null;
            return true;
        }
    }

    private static Regex? Create(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-arounds and back-references need the backtracking engine, which the time limit stops.
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
