using System.Numerics;

namespace ModelGateway.Tokens;

/// <summary>Says what the characters outside of ASCII are.</summary>
internal static class WideText
{
    private const int None = -1;

    /// <summary>Counts a block's wide characters by script, and marks those that are parts of words.</summary>
    /// <param name="text">The block, after the character before it.</param>
    /// <param name="block">What is known of it.</param>
    /// <param name="profile">What is counted.</param>
    public static void Classify(ReadOnlySpan<ushort> text, ref TextBlock block, ref TextProfile profile)
    {
        for (ulong left = block.Wide; left != 0; left &= left - 1)
        {
            int at = BitOperations.TrailingZeroCount(left);
            int character = text[at + 1];

            // In UTF-8 two bytes, or three; half of a pair is two of its four.
            profile.Bytes += character < 0x800 || char.IsSurrogate((char)character) ? 1 : 2;
            TextFeature feature = character is >= 0x4E00 and < 0xA000 ? TextFeature.Han : Feature(character, text[at]);
            if ((int)feature == None)
            {
                continue;
            }

            if (feature == TextFeature.Diacritic)
            {
                block.Letter |= 1UL << at;
            }
            else if (feature == TextFeature.Symbol && character == text[at])
            {
                feature = TextFeature.SymbolRepeat;
            }

            profile[feature]++;
        }
    }

    private static TextFeature Feature(int character, int before) => character switch
    {
        < 0xC0 => character is 0xAA or 0xB5 or 0xBA ? TextFeature.Diacritic : TextFeature.Symbol,
        < 0x250 => character is 0xD7 or 0xF7 ? TextFeature.Symbol : TextFeature.Diacritic,
        < 0x370 => TextFeature.Other,
        < 0x400 => TextFeature.Greek,
        < 0x530 => TextFeature.Cyrillic,
        < 0x590 => TextFeature.Other,
        < 0x600 => TextFeature.Hebrew,
        < 0x780 => TextFeature.Arabic,
        < 0x900 => TextFeature.Other,
        < 0xE00 => TextFeature.Indic,
        < 0xF00 => TextFeature.Thai,
        < 0x1000 => TextFeature.Other,
        < 0x10A0 => TextFeature.Thai,
        < 0x1100 => TextFeature.Other,
        < 0x1200 => TextFeature.Hangul,
        < 0x1780 => TextFeature.Other,
        < 0x1800 => TextFeature.Thai,
        < 0x1E00 => TextFeature.Other,
        < 0x1F00 => TextFeature.Diacritic,
        < 0x2000 => TextFeature.Greek,
        < 0x2C00 => TextFeature.Symbol,
        < 0x3000 => character >= 0x2E80 ? TextFeature.Han : TextFeature.Other,
        < 0x3040 => TextFeature.Symbol,
        < 0x3100 => TextFeature.Kana,
        < 0x3400 => TextFeature.Other,
        < 0xA000 => TextFeature.Han,
        < 0xAC00 => TextFeature.Other,
        < 0xD7B0 => TextFeature.Hangul,
        < 0xD800 => TextFeature.Other,
        < 0xDC00 => TextFeature.Astral,
        < 0xE000 => before is >= 0xD800 and < 0xDC00 ? (TextFeature)None : TextFeature.Other,
        < 0xF900 => TextFeature.Other,
        < 0xFB00 => TextFeature.Han,
        < 0xFB50 => TextFeature.Hebrew,
        < 0xFE00 => TextFeature.Arabic,
        < 0xFE70 => TextFeature.Other,
        < 0xFEFF => TextFeature.Arabic,
        < 0xFF66 => TextFeature.Symbol,
        < 0xFFA0 => TextFeature.Kana,
        _ => TextFeature.Other,
    };
}
