using System.Text;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

/// <summary>Counts the features of a text one character at a time.</summary>
internal static class NaiveProfile
{
    public static long[] Of(string text)
    {
        long[] counts = new long[TextProfile.Features + 1];
        for (int i = 0; i < text.Length; i++)
        {
            Count(text, i, feature => counts[(int)feature]++);
        }

        counts[^1] = Encoding.UTF8.GetByteCount(text);
        return counts;
    }

    private static void Count(string text, int at, Action<TextFeature> count)
    {
        char character = text[at];
        char before = at > 0 ? text[at - 1] : '\0';
        int dense = Run(text, at, IsDense);
        CountIf(dense >= 31, TextFeature.Dense);
        if (IsLetter(character))
        {
            int run = Run(text, at, IsLetter);
            CountIf(!char.IsAscii(character), TextFeature.Diacritic);
            CountIf(run == 0, TextFeature.Word);
            CountIf(run >= 3, TextFeature.LetterFrom4);
            CountIf(run >= 5, TextFeature.LetterFrom6);
            CountIf(run >= 7, TextFeature.LetterFrom8);
            CountIf(char.IsAsciiLetterUpper(character) && run > 0 && !char.IsAsciiLetterUpper(before), TextFeature.CamelCase);
            CountIf(char.IsAsciiLetterUpper(character) && char.IsAsciiLetterUpper(before), TextFeature.CapitalRun);
        }
        else if (char.IsAsciiDigit(character))
        {
            int run = Run(text, at, char.IsAsciiDigit);
            count(run == 0 ? TextFeature.Number : TextFeature.Digit);
            CountIf(run >= 3, TextFeature.DigitFrom4);
            CountIf(run == 0 && before == ' ', TextFeature.NumberAfterSpace);
        }
        else if (IsPunctuation(character))
        {
            count(
                Run(text, at, IsPunctuation) == 0 ? TextFeature.Punctuation
                : before == character ? TextFeature.PunctuationRepeat
                : TextFeature.PunctuationChange);
            CountIf(before == ' ', TextFeature.PunctuationAfterSpace);
        }
        else if (character == ' ')
        {
            count(TextFeature.Space);
            CountIf(Run(text, at, static other => other == ' ') == 1, TextFeature.SpaceRun);
        }
        else if (character is '\n' or '\r')
        {
            count(before is '\n' or '\r' ? TextFeature.LineEndRepeat : TextFeature.LineEnd);
        }
        else if (character == '\t')
        {
            count(before == '\t' ? TextFeature.TabRepeat : TextFeature.Tab);
        }
        else if (char.IsAscii(character))
        {
            count(TextFeature.Control);
        }
        else if (!char.IsLowSurrogate(character))
        {
            TextFeature feature = Script(character);
            count(feature == TextFeature.Symbol && before == character ? TextFeature.SymbolRepeat : feature);
        }

        void CountIf(bool isSo, TextFeature feature)
        {
            if (isSo)
            {
                count(feature);
            }
        }
    }

    private static TextFeature Script(char character) => character switch
    {
        >= 'Ͱ' and <= 'Ͽ' => TextFeature.Greek,
        >= 'Ѐ' and <= 'ӿ' => TextFeature.Cyrillic,
        >= '\u0590' and <= '\u05FF' => TextFeature.Hebrew,
        >= '\u0600' and <= '\u06FF' => TextFeature.Arabic,
        >= '\u0900' and <= '\u097F' => TextFeature.Indic,
        >= '\u0E00' and <= '\u0E7F' => TextFeature.Thai,
        >= '\u3040' and <= '\u30FF' => TextFeature.Kana,
        >= '\u4E00' and <= '\u9FFF' => TextFeature.Han,
        >= '\uAC00' and <= '\uD7AF' => TextFeature.Hangul,
        >= '\uD800' and <= '\uDBFF' => TextFeature.Astral,
        >= '\u2000' and <= '\u2BFF' => TextFeature.Symbol,
        _ => TextFeature.Other,
    };

    private static bool IsLetter(char character) => char.IsAsciiLetter(character) || character is >= 'À' and <= 'ɏ' and not ('×' or '÷');

    private static bool IsPunctuation(char character) => character is >= '!' and <= '~' && !char.IsAsciiLetterOrDigit(character);

    private static bool IsDense(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '=' or '-' or '_';

    private static int Run(string text, int at, Func<char, bool> belongs)
    {
        int from = at;
        while (from >= 0 && belongs(text[from]))
        {
            from--;
        }

        return at - from - 1;
    }
}
