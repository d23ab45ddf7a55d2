namespace ModelGateway.Costs.Tokens;

/// <summary>
/// The weights of OpenAI's two vocabularies, fitted to their exact counts over some 7,500 texts: prose in 90 languages, code in nine, JSON,
/// markup, logs, tables, numbers, keys, emoji, noise. The bounds are the 0.3th and 99.7th percentile. The error is in <c>tests/TOKENS.md</c>.
/// </summary>
internal static class OpenAIWeights
{
    public static TextWeights O200K { get; } = new(
        (0.895, 0.953, 1.124), // Word
        (0, 0, 0), // WordWithoutSpace
        (0, 0, 0), // WordAfterPunctuation
        (0.046, 0.046, 0.206), // LetterFrom4
        (0, 0, 0.177), // LetterFrom6
        (0, 0, 0.204), // LetterFrom8
        (0, 0, 0), // LetterFrom12
        (0, 0, 0), // LetterFrom16
        (0.665, 1.388, 1.388), // CamelCase
        (0, 0.06, 0.06), // CapitalRun
        (0.52, 1.453, 1.453), // Diacritic
        (1.244, 1.362, 1.362), // Number
        (0, 0, 0), // Digit
        (0.332, 0.346, 0.504), // DigitFrom4
        (0.261, 1.086, 1.086), // NumberAfterSpace
        (0, 0, 0), // LetterNextToDigit
        (0, 0.019, 0.019), // Dense
        (0.35, 0.545, 0.545), // Punctuation
        (0.262, 0.291, 0.704), // PunctuationChange
        (0.035, 0.042, 0.108), // PunctuationRepeat
        (0.304, 0.304, 0.304), // PunctuationAfterSpace
        (0.036, 0.036, 0.257), // Space
        (0.162, 0.162, 0.162), // SpaceRun
        (0, 0, 0), // SpaceFrom16
        (1.01, 1.034, 1.034), // LineEnd
        (0.033, 0.033, 0.033), // LineEndRepeat
        (0, 0.607, 0.607), // Tab
        (0.04, 0.044, 0.044), // TabRepeat
        (0.904, 0.904, 0.931), // Control
        (0, 0, 0.081), // ForeignWord
        (0.237, 0.369, 0.736), // Cyrillic
        (0.433, 0.449, 0.867), // Greek
        (0.449, 0.515, 0.753), // Hebrew
        (0.365, 0.472, 1.019), // Arabic
        (0.367, 0.487, 1.158), // Indic
        (0.439, 0.525, 1.614), // Thai
        (0.606, 0.932, 2.629), // Han
        (0.637, 0.652, 1.322), // Kana
        (0.599, 0.728, 2.119), // Hangul
        (0.602, 0.602, 1.804), // Symbol
        (0.106, 0.437, 0.963), // SymbolRepeat
        (2.126, 2.195, 4.14), // Astral
        (0.327, 0.706, 2.065)); // Other

    public static TextWeights Cl100K { get; } = new(
        (0.941, 0.966, 1.383), // Word
        (0, 0, 0), // WordWithoutSpace
        (0, 0, 0), // WordAfterPunctuation
        (0.044, 0.044, 0.217), // LetterFrom4
        (0, 0, 0.202), // LetterFrom6
        (0, 0, 0.232), // LetterFrom8
        (0, 0, 0), // LetterFrom12
        (0, 0, 0), // LetterFrom16
        (0.193, 1.466, 1.466), // CamelCase
        (0, 0.052, 0.052), // CapitalRun
        (1.216, 2.36, 2.36), // Diacritic
        (1.183, 1.373, 1.373), // Number
        (0, 0, 0), // Digit
        (0.333, 0.347, 0.514), // DigitFrom4
        (0.264, 1.003, 1.003), // NumberAfterSpace
        (0, 0, 0), // LetterNextToDigit
        (0, 0.018, 0.018), // Dense
        (0.298, 0.526, 0.526), // Punctuation
        (0.217, 0.273, 0.697), // PunctuationChange
        (0.031, 0.044, 0.111), // PunctuationRepeat
        (0.367, 0.367, 0.367), // PunctuationAfterSpace
        (0.036, 0.036, 0.112), // Space
        (0.129, 0.129, 0.129), // SpaceRun
        (0, 0, 0), // SpaceFrom16
        (0.978, 1.013, 1.013), // LineEnd
        (0, 0, 0), // LineEndRepeat
        (0, 0.558, 0.558), // Tab
        (0.045, 0.045, 0.045), // TabRepeat
        (0.055, 0.055, 0.437), // Control
        (0, 0, 0.089), // ForeignWord
        (0.381, 0.613, 0.955), // Cyrillic
        (1.042, 1.083, 1.155), // Greek
        (1.256, 1.397, 1.559), // Hebrew
        (0.739, 0.973, 1.29), // Arabic
        (1.114, 1.478, 2.977), // Indic
        (0.944, 1.684, 2.223), // Thai
        (0.878, 1.302, 2.416), // Han
        (0.932, 0.948, 1.663), // Kana
        (0.941, 1.117, 2.626), // Hangul
        (0.567, 0.567, 1.717), // Symbol
        (0.2, 0.569, 0.964), // SymbolRepeat
        (2.64, 2.734, 4.169), // Astral
        (0.822, 2.357, 3.87)); // Other
}
