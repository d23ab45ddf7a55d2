namespace ModelGateway.Tokens;

/// <summary>The ranges of Unicode by the feature that their characters count as.</summary>
internal static class UnicodeScripts
{
    /// <summary>The second half of a surrogate pair, which is counted with the first.</summary>
    public const TextFeature None = (TextFeature)(-1);

    /// <summary>The feature of a character outside ASCII.</summary>
    /// <param name="character">The UTF-16 unit.</param>
    /// <param name="before">The unit before it.</param>
    public static TextFeature Find(int character, int before) => character switch
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
        < 0xE000 => before is >= 0xD800 and < 0xDC00 ? None : TextFeature.Other,
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
