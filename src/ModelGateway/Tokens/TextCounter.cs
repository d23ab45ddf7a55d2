using System.Numerics;

namespace ModelGateway.Tokens;

/// <summary>
/// Counts the features of a block from its bits: a word's start is a letter whose neighbour is none, its eighth letter one with seven
/// neighbours, and so on. No branch depends on the text.
/// </summary>
internal static class TextCounter
{
    public static void Count(in TextBlock block, ref TextCarry carry, ref TextProfile profile)
    {
        ulong afterSpace = Follow(block.Space, carry.Space);
        ulong afterLetter = Follow(block.Letter, carry.Letter);
        ulong afterDigit = Follow(block.Digit, carry.Digit);
        ulong afterPunctuation = Follow(block.Punctuation, carry.Punctuation);

        CountWords(block, ref carry, ref profile, afterLetter);

        ulong number = block.Digit & ~afterDigit;
        ulong digits2 = block.Digit & afterDigit;
        Add(ref profile, TextFeature.Number, number);
        Add(ref profile, TextFeature.Digit, digits2);
        Add(ref profile, TextFeature.DigitFrom4, digits2 & Shift(digits2, carry.Digits2, 2));
        Add(ref profile, TextFeature.NumberAfterSpace, number & afterSpace);
        carry.Digit = block.Digit;
        carry.Digits2 = digits2;

        ulong punctuationRun = block.Punctuation & afterPunctuation;
        Add(ref profile, TextFeature.Punctuation, block.Punctuation & ~afterPunctuation);
        Add(ref profile, TextFeature.PunctuationChange, punctuationRun & ~block.Repeat);
        Add(ref profile, TextFeature.PunctuationRepeat, punctuationRun & block.Repeat);
        Add(ref profile, TextFeature.PunctuationAfterSpace, block.Punctuation & afterSpace);
        carry.Punctuation = block.Punctuation;

        CountDense(block.Dense, ref carry, ref profile);
        CountSpaces(block, ref carry, ref profile, afterSpace);
    }

    private static void CountWords(in TextBlock block, ref TextCarry carry, ref TextProfile profile, ulong afterLetter)
    {
        ulong word = block.Letter & ~afterLetter;
        ulong letters2 = block.Letter & afterLetter;
        ulong letters4 = letters2 & Shift(letters2, carry.Letters2, 2);
        ulong letters8 = letters4 & Shift(letters4, carry.Letters4, 4);
        ulong afterCapital = Follow(block.Capital, carry.Capital);
        Add(ref profile, TextFeature.Word, word);
        Add(ref profile, TextFeature.LetterFrom4, letters4);
        Add(ref profile, TextFeature.LetterFrom6, letters4 & Shift(letters2, carry.Letters2, 4));
        Add(ref profile, TextFeature.LetterFrom8, letters8);
        Add(ref profile, TextFeature.CamelCase, block.Capital & afterLetter & ~afterCapital);
        Add(ref profile, TextFeature.CapitalRun, block.Capital & afterCapital);
        carry.Letter = block.Letter;
        carry.Letters2 = letters2;
        carry.Letters4 = letters4;
        carry.Capital = block.Capital;
    }

    private static void CountDense(ulong dense, ref TextCarry carry, ref TextProfile profile)
    {
        ulong dense2 = dense & Shift(dense, carry.Dense, 1);
        ulong dense4 = dense2 & Shift(dense2, carry.Dense2, 2);
        ulong dense8 = dense4 & Shift(dense4, carry.Dense4, 4);
        ulong dense16 = dense8 & Shift(dense8, carry.Dense8, 8);
        Add(ref profile, TextFeature.Dense, dense16 & Shift(dense16, carry.Dense16, 16));
        carry.Dense = dense;
        carry.Dense2 = dense2;
        carry.Dense4 = dense4;
        carry.Dense8 = dense8;
        carry.Dense16 = dense16;
    }

    private static void CountSpaces(in TextBlock block, ref TextCarry carry, ref TextProfile profile, ulong afterSpace)
    {
        ulong spaces2 = block.Space & afterSpace;
        Add(ref profile, TextFeature.Space, block.Space);
        Add(ref profile, TextFeature.SpaceRun, spaces2 & ~Follow(spaces2, carry.Spaces2));
        carry.Space = block.Space;
        carry.Spaces2 = spaces2;

        ulong afterLineEnd = Follow(block.LineEnd, carry.LineEnd);
        Add(ref profile, TextFeature.LineEnd, block.LineEnd & ~afterLineEnd);
        Add(ref profile, TextFeature.LineEndRepeat, block.LineEnd & afterLineEnd);
        carry.LineEnd = block.LineEnd;

        ulong afterTab = Follow(block.Tab, carry.Tab);
        Add(ref profile, TextFeature.Tab, block.Tab & ~afterTab);
        Add(ref profile, TextFeature.TabRepeat, block.Tab & afterTab);
        carry.Tab = block.Tab;
    }

    private static ulong Follow(ulong bits, ulong before) => (bits << 1) | (before >> 63);

    private static ulong Shift(ulong bits, ulong before, int by) => (bits << by) | (before >> (64 - by));

    private static void Add(ref TextProfile profile, TextFeature feature, ulong bits) => profile[feature] += BitOperations.PopCount(bits);
}
