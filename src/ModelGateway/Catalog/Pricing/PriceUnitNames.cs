using System.Collections.Frozen;

namespace ModelGateway.Catalog.Pricing;

/// <summary>The names of price units in catalog files: the names of the enumeration in camel case.</summary>
internal static class PriceUnitNames
{
    private static readonly string[] Names =
        [.. Enum.GetNames<PriceUnit>().Select(static name => char.ToLowerInvariant(name[0]) + name[1..])];

    private static readonly FrozenDictionary<string, PriceUnit> Units =
        Enum.GetValues<PriceUnit>().ToFrozenDictionary(static unit => Names[(int)unit], StringComparer.Ordinal);

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All => Names;

    public static string For(PriceUnit unit) => Names[(int)unit];

    public static bool TryParse(string name, out PriceUnit unit) => Units.TryGetValue(name, out unit);
}
