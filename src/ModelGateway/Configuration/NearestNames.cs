namespace ModelGateway.Configuration;

/// <summary>Finds the known names that are nearest to an unknown one.</summary>
internal static class NearestNames
{
    private const int MaxSuggestions = 3;

    /// <summary>The known names nearest to an unknown one, best first; none that differs in more than half its letters.</summary>
    public static IReadOnlyList<string> Find(string unknown, IEnumerable<string> known) =>
        [.. known.Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Distance: Distance(unknown, name)))
            .Where(candidate => candidate.Distance <= Math.Max(unknown.Length, candidate.Name.Length) / 2)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(MaxSuggestions).Select(candidate => candidate.Name)];

    /// <summary>Asks for the nearest known names, as a sentence that follows another one; empty where none is near.</summary>
    public static string Suggest(string unknown, IEnumerable<string> known) => DidYouMean(Find(unknown, known));

    /// <summary>Asks for these names; empty where there are none.</summary>
    public static string DidYouMean(IReadOnlyList<string> suggestions) =>
        suggestions.Count == 0 ? "" : $" Did you mean {string.Join(" or ", suggestions.Select(name => $"'{name}'"))}?";

    /// <summary>
    /// In how many letters two names differ (left out, put in, or others), ignoring case: the Levenshtein distance. A part of the longer
    /// name (<c>gpt-5-mini</c> of <c>openai/gpt-5-mini</c>) counts as one.
    /// </summary>
    public static int Distance(string left, string right)
    {
        if (left.Length > 2 && right.Contains(left, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
