namespace ModelGateway.Tokens;

/// <summary>
/// The weights of OpenAI's two vocabularies, fitted to exact counts of about 7,500 texts: manuals and messages in more than a hundred
/// languages, chats, code in six languages, JSON, markup, logs, tables, numbers, keys, emoji, noise. The bounds are the 0.3th and 99.7th
/// percentiles. The errors are in <c>tests/TOKENS.md</c>.
/// </summary>
internal static class OpenAIWeights
{
    public static TextWeights O200K { get; } = new(
        (0.874, 0.943, 1.196), // Word
        (0.049, 0.049, 0.2), // LetterFrom4
        (0, 0, 0.169), // LetterFrom6
        (0, 0, 0.198), // LetterFrom8
        (0.564, 1.342, 1.342), // CamelCase
        (0, 0.058, 0.058), // CapitalRun
        (0.41, 1.425, 1.425), // Diacritic
        (1.249, 1.366, 1.366), // Number
        (0, 0, 0.057), // Digit
        (0.333, 0.341, 0.341), // DigitFrom4
        (1.139, 1.139, 1.139), // NumberAfterSpace
        (0, 0.022, 0.022), // Dense
        (0.404, 0.535, 0.535), // Punctuation
        (0.209, 0.304, 0.723), // PunctuationChange
        (0.029, 0.035, 0.068), // PunctuationRepeat
        (0.329, 0.329, 0.329), // PunctuationAfterSpace
        (0.032, 0.032, 0.186), // Space
        (0.152, 0.152, 0.152), // SpaceRun
        (0.93, 1.088, 1.088), // LineEnd
        (0.068, 0.068, 0.068), // LineEndRepeat
        (0.593, 0.679, 0.679), // Tab
        (0.065, 0.065, 0.065), // TabRepeat
        (0.178, 0.178, 0.178), // Control
        (0.232, 0.372, 0.753), // Cyrillic
        (0.369, 0.386, 0.852), // Greek
        (0.472, 0.493, 0.854), // Hebrew
        (0.312, 0.481, 1.027), // Arabic
        (0.339, 0.489, 1.217), // Indic
        (0.423, 0.561, 1.975), // Thai
        (0.722, 0.96, 2.608), // Han
        (0.644, 0.644, 1.295), // Kana
        (0.609, 0.719, 2.36), // Hangul
        (0.655, 0.655, 2.237), // Symbol
        (0.1, 0.42, 0.957), // SymbolRepeat
        (2.126, 2.203, 4.144), // Astral
        (0.354, 0.478, 1.796)); // Other

    public static TextWeights Cl100K { get; } = new(
        (0.917, 0.952, 1.399), // Word
        (0.047, 0.047, 0.207), // LetterFrom4
        (0, 0, 0.182), // LetterFrom6
        (0, 0, 0.211), // LetterFrom8
        (0.289, 1.427, 1.427), // CamelCase
        (0, 0.049, 0.049), // CapitalRun
        (1.116, 2.311, 2.311), // Diacritic
        (1.208, 1.374, 1.374), // Number
        (0, 0, 0.057), // Digit
        (0.342, 0.343, 0.343), // DigitFrom4
        (1.056, 1.056, 1.13), // NumberAfterSpace
        (0, 0.021, 0.021), // Dense
        (0.365, 0.525, 0.525), // Punctuation
        (0.238, 0.281, 0.717), // PunctuationChange
        (0.031, 0.037, 0.07), // PunctuationRepeat
        (0.365, 0.365, 0.365), // PunctuationAfterSpace
        (0.034, 0.034, 0.116), // Space
        (0.107, 0.107, 0.107), // SpaceRun
        (0.894, 1.072, 1.072), // LineEnd
        (0.028, 0.028, 0.028), // LineEndRepeat
        (0.613, 0.666, 0.666), // Tab
        (0.024, 0.067, 0.067), // TabRepeat
        (0.188, 0.188, 0.188), // Control
        (0.396, 0.622, 0.948), // Cyrillic
        (1.046, 1.055, 1.2), // Greek
        (1.174, 1.347, 1.571), // Hebrew
        (0.688, 0.973, 1.296), // Arabic
        (1.057, 1.485, 2.977), // Indic
        (0.957, 1.696, 2.215), // Thai
        (0.919, 1.326, 2.656), // Han
        (0.941, 0.941, 1.639), // Kana
        (0.922, 1.12, 2.689), // Hangul
        (0.774, 0.774, 2.534), // Symbol
        (0.158, 0.552, 0.954), // SymbolRepeat
        (2.559, 2.738, 4.158), // Astral
        (0.531, 1.956, 2.969)); // Other
}
