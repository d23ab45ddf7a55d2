using System.Numerics;

namespace ModelGateway.Tokens;

/// <summary>
/// Counts the features of a text block by block, from the bit masks of its characters. Words, numbers and runs may continue over the edge
/// of a block, so the masks of the block before are kept.
/// </summary>
/// <remarks>
/// A word's first letter is a letter without a letter before it, its fourth has three before it, and so on. No branch depends on the text.
/// </remarks>
internal struct TextCounter
{
    private ulong _letter;
    private ulong _letters2;
    private ulong _letters4;
    private ulong _capital;
    private ulong _digit;
    private ulong _digits2;
    private ulong _space;
    private ulong _spaces2;
    private ulong _tab;
    private ulong _lineEnd;
    private ulong _punctuation;
    private ulong _dense;
    private ulong _dense2;
    private ulong _dense4;
    private ulong _dense8;
    private ulong _dense16;

    public void Count(in TextBlock block, ref TextProfile profile)
    {
        ulong afterSpace = Follow(block.Space, _space);
        CountWords(block, ref profile);
        CountNumbers(block, afterSpace, ref profile);
        CountPunctuation(block, afterSpace, ref profile);
        CountDense(block.Dense, ref profile);
        CountSpaces(block, afterSpace, ref profile);
    }

    private void CountWords(in TextBlock block, ref TextProfile profile)
    {
        ulong afterLetter = Follow(block.Letter, _letter);
        ulong letters2 = block.Letter & afterLetter;
        ulong letters4 = letters2 & Shift(letters2, _letters2, 2);
        ulong letters8 = letters4 & Shift(letters4, _letters4, 4);
        ulong afterCapital = Follow(block.Capital, _capital);
        Add(ref profile, TextFeature.Word, block.Letter & ~afterLetter);
        Add(ref profile, TextFeature.LetterFrom4, letters4);
        Add(ref profile, TextFeature.LetterFrom6, letters4 & Shift(letters2, _letters2, 4));
        Add(ref profile, TextFeature.LetterFrom8, letters8);
        Add(ref profile, TextFeature.CamelCase, block.Capital & afterLetter & ~afterCapital);
        Add(ref profile, TextFeature.CapitalRun, block.Capital & afterCapital);
        _letter = block.Letter;
        _letters2 = letters2;
        _letters4 = letters4;
        _capital = block.Capital;
    }

    private void CountNumbers(in TextBlock block, ulong afterSpace, ref TextProfile profile)
    {
        ulong afterDigit = Follow(block.Digit, _digit);
        ulong number = block.Digit & ~afterDigit;
        ulong digits2 = block.Digit & afterDigit;
        Add(ref profile, TextFeature.Number, number);
        Add(ref profile, TextFeature.Digit, digits2);
        Add(ref profile, TextFeature.DigitFrom4, digits2 & Shift(digits2, _digits2, 2));
        Add(ref profile, TextFeature.NumberAfterSpace, number & afterSpace);
        _digit = block.Digit;
        _digits2 = digits2;
    }

    private void CountPunctuation(in TextBlock block, ulong afterSpace, ref TextProfile profile)
    {
        ulong afterPunctuation = Follow(block.Punctuation, _punctuation);
        ulong run = block.Punctuation & afterPunctuation;
        Add(ref profile, TextFeature.Punctuation, block.Punctuation & ~afterPunctuation);
        Add(ref profile, TextFeature.PunctuationChange, run & ~block.Repeat);
        Add(ref profile, TextFeature.PunctuationRepeat, run & block.Repeat);
        Add(ref profile, TextFeature.PunctuationAfterSpace, block.Punctuation & afterSpace);
        _punctuation = block.Punctuation;
    }

    private void CountDense(ulong dense, ref TextProfile profile)
    {
        ulong dense2 = dense & Shift(dense, _dense, 1);
        ulong dense4 = dense2 & Shift(dense2, _dense2, 2);
        ulong dense8 = dense4 & Shift(dense4, _dense4, 4);
        ulong dense16 = dense8 & Shift(dense8, _dense8, 8);
        Add(ref profile, TextFeature.Dense, dense16 & Shift(dense16, _dense16, 16));
        _dense = dense;
        _dense2 = dense2;
        _dense4 = dense4;
        _dense8 = dense8;
        _dense16 = dense16;
    }

    private void CountSpaces(in TextBlock block, ulong afterSpace, ref TextProfile profile)
    {
        ulong spaces2 = block.Space & afterSpace;
        Add(ref profile, TextFeature.Space, block.Space);
        Add(ref profile, TextFeature.SpaceRun, spaces2 & ~Follow(spaces2, _spaces2));
        _space = block.Space;
        _spaces2 = spaces2;

        ulong afterLineEnd = Follow(block.LineEnd, _lineEnd);
        Add(ref profile, TextFeature.LineEnd, block.LineEnd & ~afterLineEnd);
        Add(ref profile, TextFeature.LineEndRepeat, block.LineEnd & afterLineEnd);
        _lineEnd = block.LineEnd;

        ulong afterTab = Follow(block.Tab, _tab);
        Add(ref profile, TextFeature.Tab, block.Tab & ~afterTab);
        Add(ref profile, TextFeature.TabRepeat, block.Tab & afterTab);
        _tab = block.Tab;
    }

    private static ulong Follow(ulong bits, ulong before) => (bits << 1) | (before >> 63);

    private static ulong Shift(ulong bits, ulong before, int by) => (bits << by) | (before >> (64 - by));

    private static void Add(ref TextProfile profile, TextFeature feature, ulong bits) => profile[feature] += BitOperations.PopCount(bits);
}
