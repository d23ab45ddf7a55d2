namespace ModelGateway.Tokens;

/// <summary>
/// What is counted in a text. <see cref="TextWeights"/> gives the tokens that each feature is worth, in the order of this enumeration.
/// </summary>
internal enum TextFeature
{
    /// <summary>Words of Latin letters.</summary>
    Word,

    /// <summary>Letters of a word after its third.</summary>
    LetterFrom4,

    /// <summary>Letters of a word after its fifth.</summary>
    LetterFrom6,

    /// <summary>Letters of a word after its seventh.</summary>
    LetterFrom8,

    /// <summary>Capitals after a small letter.</summary>
    CamelCase,

    /// <summary>Capitals after a capital.</summary>
    CapitalRun,

    /// <summary>Latin letters outside ASCII.</summary>
    Diacritic,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Digits of a number after its first.</summary>
    Digit,

    /// <summary>Digits of a number after its third.</summary>
    DigitFrom4,

    /// <summary>Numbers after a space.</summary>
    NumberAfterSpace,

    /// <summary>Letters, digits and <c>+ / = - _</c> after the thirty-first in a row: keys, hashes, Base64.</summary>
    Dense,

    /// <summary>Runs of ASCII punctuation.</summary>
    Punctuation,

    /// <summary>Punctuation in a run that differs from the character before.</summary>
    PunctuationChange,

    /// <summary>Punctuation in a run that repeats the character before.</summary>
    PunctuationRepeat,

    /// <summary>Punctuation after a space.</summary>
    PunctuationAfterSpace,

    /// <summary>Spaces.</summary>
    Space,

    /// <summary>Runs of two spaces or more.</summary>
    SpaceRun,

    /// <summary>Runs of line ends.</summary>
    LineEnd,

    /// <summary>Line ends after a line end.</summary>
    LineEndRepeat,

    /// <summary>Tabs that start a run.</summary>
    Tab,

    /// <summary>Tabs after a tab.</summary>
    TabRepeat,

    /// <summary>Control characters.</summary>
    Control,

    /// <summary>Cyrillic letters.</summary>
    Cyrillic,

    /// <summary>Greek letters.</summary>
    Greek,

    /// <summary>Hebrew letters.</summary>
    Hebrew,

    /// <summary>Arabic letters.</summary>
    Arabic,

    /// <summary>Letters and signs of Devanagari and related scripts.</summary>
    Indic,

    /// <summary>Thai, Lao, Burmese and Khmer.</summary>
    Thai,

    /// <summary>Chinese characters.</summary>
    Han,

    /// <summary>Hiragana and Katakana.</summary>
    Kana,

    /// <summary>Hangul syllables.</summary>
    Hangul,

    /// <summary>Punctuation and symbols outside ASCII.</summary>
    Symbol,

    /// <summary>Symbols that repeat the character before, such as lines of box-drawing characters.</summary>
    SymbolRepeat,

    /// <summary>Characters beyond the basic multilingual plane: emoji, rare scripts.</summary>
    Astral,

    /// <summary>Everything else.</summary>
    Other,
}
