using System.Numerics;

namespace ModelGateway.Catalog.Rules;

/// <summary>The words of efforts, and sets of them as bits.</summary>
internal static class EffortWords
{
    /// <summary>The words, by the value of <see cref="EffortWord"/>.</summary>
    public static readonly string[] All = ["unset", "none", "minimal", "low", "medium", "high", "xhigh", "max"];

    public static string Name(EffortWord effort) => All[(int)effort];

    /// <summary>Finds the effort of a word; false where there is none.</summary>
    public static bool TryParse(string? word, out EffortWord effort)
    {
        int index = Array.IndexOf(All, word);
        effort = (EffortWord)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The efforts of a list as bits. Unknown words are ignored: they were refused where they were read.</summary>
    public static byte Bits(IReadOnlyList<string> words)
    {
        int bits = 0;
        foreach (string word in words)
        {
            bits |= TryParse(word, out EffortWord effort) ? 1 << (int)effort : 0;
        }

        return (byte)bits;
    }

    public static bool Contains(byte bits, EffortWord effort) => (bits & (1 << (int)effort)) != 0;

    /// <summary>
    /// The nearest effort of a set: of two equally near ones the higher. A request that asks for reasoning is not answered without, as long
    /// as the set has any effort.
    /// </summary>
    public static EffortWord Nearest(byte bits, EffortWord asked)
    {
        int allowed = bits & ~(1 << (int)EffortWord.Unset);
        int thinking = allowed & ~(1 << (int)EffortWord.None);
        int among = asked == EffortWord.None || thinking == 0 ? allowed : thinking;
        EffortWord nearest = asked;
        int distance = int.MaxValue;
        for (int left = among; left != 0; left &= left - 1)
        {
            int effort = BitOperations.TrailingZeroCount(left);
            int difference = Math.Abs(effort - (int)asked);
            if (difference <= distance)
            {
                (nearest, distance) = ((EffortWord)effort, difference);
            }
        }

        return nearest;
    }
}
