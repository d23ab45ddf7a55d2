using System.Globalization;
using System.Text;

namespace ModelGateway.Catalog.Models;

/// <summary>Checks texts from untrusted catalogs.</summary>
internal static class CatalogText
{
    private const int MaxShown = 120;

    /// <summary>
    /// Whether a text is free of characters that would affect a terminal, a log or a reader: control characters, marks of text direction,
    /// unpaired surrogates.
    /// </summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a text can be a model's name: printable ASCII without spaces, quotes and backslashes, like the names of all providers.
    /// </summary>
    public static bool IsName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= CatalogLimits.Name && !text.ContainsAnyExceptInRange('!', '~') && !text.ContainsAny('"', '\\');

    /// <summary>A text as it may be shown in a message: shortened, and free of control characters.</summary>
    public static string Show(string text)
    {
        string shown = text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, MaxShown), "…");
        return IsClean(shown)
            ? shown
            : string.Concat(shown.Select(static letter => char.IsAscii(letter) && !char.IsControl(letter) ? letter : '?'));
    }
}
