using System.Collections.Frozen;

namespace ModelGateway.Capabilities;

/// <summary>The names of flags in configuration, catalogs and messages: the members' names in lower case, with hyphens.</summary>
internal static class CapabilityNames
{
    private static readonly FrozenDictionary<string, CapabilityFlags> Flags = Enum.GetValues<CapabilityFlags>()
        .Where(static flag => flag != CapabilityFlags.None)
        .ToFrozenDictionary(static flag => Hyphenate(flag.ToString()), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, CapabilityFlags>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Flags.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<CapabilityFlags, string> Names =
        Flags.ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key);

    /// <summary>All names, in the order of their flags.</summary>
    public static IEnumerable<string> All => Names.OrderBy(static pair => pair.Key).Select(static pair => pair.Value);

    /// <summary>The names of the flags that are set, in the flags' order.</summary>
    public static IEnumerable<string> For(CapabilityFlags flags) => Split(flags).Select(Name);

    public static string Join(CapabilityFlags flags) => string.Join(", ", For(flags));

    /// <summary>The flags that are set, one by one.</summary>
    public static IEnumerable<CapabilityFlags> Split(CapabilityFlags flags)
    {
        for (ulong left = (ulong)flags; left != 0; left &= left - 1)
        {
            yield return (CapabilityFlags)(1UL << System.Numerics.BitOperations.TrailingZeroCount(left));
        }
    }

    public static string Name(CapabilityFlags flag) => Names.TryGetValue(flag, out string? name) ? name : "none";

    public static bool TryParse(ReadOnlySpan<char> name, out CapabilityFlags flag) => BySpan.TryGetValue(name, out flag);

    private static string Hyphenate(string name) => string.Concat(name.Select(static (letter, index) =>
        index > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
