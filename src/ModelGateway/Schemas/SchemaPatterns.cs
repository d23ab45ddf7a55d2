using System.Text.RegularExpressions;

namespace ModelGateway.Schemas;

/// <summary>
/// The regular expressions of one check. The patterns come from the caller's schema and the texts from a model, so both are bounded: a
/// pattern has a maximum length, and a match a time limit.
/// </summary>
internal sealed class SchemaPatterns
{
    private const int MaxLength = 2_000;

    // The automaton's time grows only with the text; the limit of the backtracking engine is what a hostile text costs, once a pattern.
    private static readonly TimeSpan AutomatonTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BacktrackingTimeout = TimeSpan.FromMilliseconds(400);

    // Texts beyond the basic plane need a longer expression, since .NET matches UTF-16 units.
    private readonly Dictionary<(string Pattern, bool IsAstral), Regex?> _patterns = [];

    /// <summary>Whether a text contains a match. It cannot be told where the pattern cannot be read or takes too long.</summary>
    public SchemaResult Match(string pattern, string text)
    {
        bool isAstral = text.AsSpan().ContainsAnyInRange('\ud800', '\udfff');
        if (!_patterns.TryGetValue((pattern, isAstral), out Regex? regex))
        {
            regex = Create(pattern, isAstral);
            _patterns.Add((pattern, isAstral), regex);
        }

        try
        {
            return regex is null ? SchemaResult.CannotTell : regex.IsMatch(text) ? SchemaResult.Fits : SchemaResult.Unfit;
        }
        catch (RegexMatchTimeoutException)
        {
            _patterns[(pattern, isAstral)] = null;
            return SchemaResult.CannotTell;
        }
    }

    private static Regex? Create(string pattern, bool isAstral)
    {
        if (pattern.Length > MaxLength || new EcmaScriptPattern(pattern, isAstral).Translate() is not { } translated)
        {
            return null;
        }

        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, AutomatonTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-arounds need the backtracking engine, which the time limit stops.
            return new Regex(translated, RegexOptions.CultureInvariant, BacktrackingTimeout);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
