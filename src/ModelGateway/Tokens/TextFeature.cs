namespace ModelGateway.Tokens;

/// <summary>What is counted of a text. A family's weights say how many tokens each is worth; the order is that of the weights.</summary>
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

    /// <summary>Latin letters outside of ASCII.</summary>
    Diacritic,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Digits of a number after its first.</summary>
    Digit,

    /// <summary>Digits of a number after its third.</summary>
    DigitFrom4,

    /// <summary>Numbers that a space goes before.</summary>
    NumberAfterSpace,

    /// <summary>Letters and digits after the thirty-first in a row, <c>+ / = - _</c> among them: keys, hashes, Base64.</summary>
    Dense,

    /// <summary>Runs of ASCII punctuation.</summary>
    Punctuation,

    /// <summary>Punctuation in a run that differs from what goes before it.</summary>
    PunctuationChange,

    /// <summary>Punctuation in a run that repeats what goes before it.</summary>
    PunctuationRepeat,

    /// <summary>Punctuation that a space goes before.</summary>
    PunctuationAfterSpace,

    /// <summary>Spaces.</summary>
    Space,

    /// <summary>Runs of two spaces or more.</summary>
    SpaceRun,

    /// <summary>Runs of line ends.</summary>
    LineEnd,

    /// <summary>Line ends after a line end.</summary>
    LineEndRepeat,

    /// <summary>Tabulators that begin a run.</summary>
    Tab,

    /// <summary>Tabulators in a run.</summary>
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

    /// <summary>Letters and signs of Devanagari and its relatives.</summary>
    Indic,

    /// <summary>Thai, Lao, Burmese and Khmer.</summary>
    Thai,

    /// <summary>Chinese characters.</summary>
    Han,

    /// <summary>Hiragana and Katakana.</summary>
    Kana,

    /// <summary>Hangul syllables.</summary>
    Hangul,

    /// <summary>Punctuation and symbols outside of ASCII.</summary>
    Symbol,

    /// <summary>Symbols that repeat what goes before them: the lines of boxes.</summary>
    SymbolRepeat,

    /// <summary>Characters beyond the basic plane: emoji, rare scripts.</summary>
    Astral,

    /// <summary>Everything else.</summary>
    Other,
}
