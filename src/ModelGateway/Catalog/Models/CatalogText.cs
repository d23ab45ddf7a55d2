using System.Globalization;
using System.Text;

namespace ModelGateway.Catalog.Models;

/// <summary>What texts of a catalog may hold, which may come from anywhere.</summary>
internal static class CatalogText
{
    private const int MaxShown = 120;

    /// <summary>Whether a text holds nothing that would act on a terminal, a log or a reader's eye: controls, marks of direction, halves of characters.</summary>
    public static bool IsClean(ReadOnlySpan<char> text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text can name a model: printable ASCII without spaces, quotes and backslashes, as all providers' names are.</summary>
    public static bool IsName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= CatalogLimits.Name && !text.ContainsAnyExceptInRange('!', '~') && !text.ContainsAny('"', '\\');

    /// <summary>A text as a message may show it.</summary>
    public static string Show(string text)
    {
        string shown = text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, MaxShown), "…");
        return IsClean(shown) ? shown : string.Concat(shown.Select(static letter => char.IsAscii(letter) && !char.IsControl(letter) ? letter : '?'));
    }
}
