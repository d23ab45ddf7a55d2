using System.Text.RegularExpressions;

namespace ModelGateway.Schemas;

/// <summary>The regular expressions of one check. They are the schema's, and the text is a model's: neither may take long.</summary>
internal sealed class SchemaPatterns
{
    private const int LongestPattern = 2_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Regex?> _patterns = new(StringComparer.Ordinal);

    /// <summary>Whether a text holds a match; so it does too where the pattern cannot be read or takes too long.</summary>
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
        if (pattern.Length > LongestPattern)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Longest);
        }
        catch (NotSupportedException)
        {
            // Look-arounds and back-references need the other engine, which the clock stops.
            return new Regex(pattern, RegexOptions.CultureInvariant, Longest);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
