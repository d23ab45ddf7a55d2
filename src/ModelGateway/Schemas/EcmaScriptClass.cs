using System.Globalization;
using System.Text;

namespace ModelGateway.Schemas;

/// <summary>A set of characters, by code points.</summary>
/// <param name="ranges">Its ranges, in any order.</param>
/// <param name="categories">General categories beside them, as .NET writes them.</param>
/// <param name="isNegated">Whether the set is everything else.</param>
internal sealed class EcmaScriptClass(IReadOnlyList<CodePointRange> ranges, IReadOnlyList<string> categories, bool isNegated)
{
    private const int LastOfBasicPlane = 0xFFFF;
    private const int Last = 0x10FFFF;

    public static EcmaScriptClass Any { get; } = new([new(0, Last)], [], false);

    public static EcmaScriptClass Ascii { get; } = new([new(0, 0x7F)], [], false);

    public static EcmaScriptClass AnyButLineEnds { get; } = new([new('\n', '\n'), new('\r', '\r'), new(0x2028, 0x2029)], [], true);

    public static EcmaScriptClass Digits { get; } = new([new('0', '9')], [], false);

    public static EcmaScriptClass HexDigits { get; } = new([new('0', '9'), new('A', 'F'), new('a', 'f')], [], false);

    public static EcmaScriptClass WordCharacters { get; } = new([new('0', '9'), new('A', 'Z'), new('_', '_'), new('a', 'z')], [], false);

    public static EcmaScriptClass Spaces { get; } = new(
        [
            new('\t', '\r'), new(' ', ' '), new(0xA0, 0xA0), new(0x1680, 0x1680), new(0x2000, 0x200A), new(0x2028, 0x2029),
            new(0x202F, 0x202F), new(0x205F, 0x205F), new(0x3000, 0x3000), new(0xFEFF, 0xFEFF),
        ],
        [],
        false);

    public EcmaScriptClass Negate(bool negates) => negates ? new EcmaScriptClass(ranges, categories, !isNegated) : this;

    /// <summary>
    /// Adds the set to what a class is made of; false where that is not possible: a negated category within a class of others.
    /// </summary>
    public bool TryAddTo(List<CodePointRange> others, List<string> otherCategories)
    {
        if (isNegated && categories.Count > 0)
        {
            if (ranges.Count > 0 || categories.Count > 1)
            {
                return false;
            }

            otherCategories.Add(categories[0].Replace("\\p", "\\P", StringComparison.Ordinal));
            return true;
        }

        others.AddRange(isNegated ? Complement(ranges) : ranges);
        otherCategories.AddRange(categories);
        return true;
    }

    /// <summary>
    /// The set as .NET writes it; null where it cannot be written: .NET does not know the categories of characters of two units.
    /// </summary>
    public string? Write(bool isAstral)
    {
        if (categories.Count > 0)
        {
            return isAstral ? null : WriteBasic(ranges, isNegated);
        }

        List<CodePointRange> all = isNegated ? Complement(ranges) : Sort(ranges);
        if (!isAstral)
        {
            return WriteBasic(all, false);
        }

        StringBuilder text = new("(?:");
        List<CodePointRange> basic = Without(all, 0xD800, 0xDFFF);
        text.Append(WriteBasic(basic, false));
        foreach (CodePointRange range in all.Where(static range => range.Last > LastOfBasicPlane))
        {
            WriteAstral(text, Math.Max(range.First, LastOfBasicPlane + 1), range.Last);
        }

        return text.Append(')').ToString();
    }

    private string WriteBasic(IReadOnlyList<CodePointRange> set, bool negates)
    {
        StringBuilder text = new(negates ? "[^" : "[");
        foreach (CodePointRange range in set)
        {
            if (range.First <= LastOfBasicPlane)
            {
                text.Append(Unit(range.First)).Append('-').Append(Unit(Math.Min(range.Last, LastOfBasicPlane)));
            }
        }

        foreach (string category in categories)
        {
            text.Append(category);
        }

        // A class may not be empty.
        return text.Length == 1 ? "[^\\u0000-\\uFFFF]" : text.Append(']').ToString();
    }

    // As pairs of units: a part of the first high half's, whole high halves, a part of the last one's.
    private static void WriteAstral(StringBuilder text, int first, int last)
    {
        while (first <= last)
        {
            (char high, char low) = Halves(first);
            (char lastHigh, char lastLow) = Halves(last);
            char toHigh = high == lastHigh || low != 0xDC00 ? high : lastLow == 0xDFFF ? lastHigh : (char)(lastHigh - 1);
            char toLow = high == lastHigh ? lastLow : (char)0xDFFF;
            text.Append("|[").Append(Unit(high)).Append('-').Append(Unit(toHigh)).Append("][").Append(Unit(low)).Append('-')
                .Append(Unit(toLow)).Append(']');
            first = char.ConvertToUtf32(toHigh, toLow) + 1;
        }
    }

    private static (char High, char Low) Halves(int codePoint) =>
        ((char)(0xD800 + ((codePoint - 0x10000) >> 10)), (char)(0xDC00 + ((codePoint - 0x10000) & 0x3FF)));

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");

    private static List<CodePointRange> Sort(IReadOnlyList<CodePointRange> set) => [.. set.OrderBy(static range => range.First)];

    private static List<CodePointRange> Complement(IReadOnlyList<CodePointRange> set)
    {
        List<CodePointRange> others = [];
        int next = 0;
        foreach (CodePointRange range in Sort(set))
        {
            if (range.First > next)
            {
                others.Add(new CodePointRange(next, range.First - 1));
            }

            next = Math.Max(next, range.Last + 1);
        }

        if (next <= Last)
        {
            others.Add(new CodePointRange(next, Last));
        }

        return others;
    }

    private static List<CodePointRange> Without(List<CodePointRange> set, int first, int last)
    {
        List<CodePointRange> left = [];
        foreach (CodePointRange range in set)
        {
            if (range.First < first)
            {
                left.Add(range with { Last = Math.Min(range.Last, first - 1) });
            }

            if (range.Last > last)
            {
                left.Add(range with { First = Math.Max(range.First, last + 1) });
            }
        }

        return left;
    }
}

/// <summary>Characters that follow one another.</summary>
internal readonly record struct CodePointRange(int First, int Last);
