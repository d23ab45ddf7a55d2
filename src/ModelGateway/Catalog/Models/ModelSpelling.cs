using System.Collections.Frozen;
using System.Globalization;

namespace ModelGateway.Catalog.Models;

/// <summary>
/// What services accept around a model's name without meaning another model: the collection that it is in, where it is served, how its
/// host is chosen, and which dated version of it. Protocols and the catalog read names by this one rule.
/// </summary>
internal static class ModelSpelling
{
    private const string Collection = "models/";
    private const string FineTuned = "ft:";

    private static readonly FrozenSet<string> Geographies =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "us", "us-gov", "eu", "apac", "au", "jp", "ca", "global");

    // OpenRouter chooses hosts by these. Its other suffixes, such as ":free", are models with prices of their own.
    private static readonly FrozenSet<string> Variants =
        FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "nitro", "floor", "online", "exacto");

    /// <summary>The model's name without the collections that it is in, e.g. <c>publishers/google/models/</c>.</summary>
    public static ReadOnlySpan<char> WithoutPath(ReadOnlySpan<char> name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The name without one of its additions; null where it has none.</summary>
    public static string? Plainer(string name)
    {
        int collection = name.LastIndexOf(Collection, StringComparison.OrdinalIgnoreCase);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        int colon = name.LastIndexOf(':');
        int at = name.IndexOf('@', StringComparison.Ordinal);
        return name.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) ? NullIfSame(name, WithoutPath(name))
            : collection == 0 || (collection > 0 && name[collection - 1] == '/')
                ? NullIfSame(name, name.AsSpan(collection + Collection.Length))
            : name.StartsWith(FineTuned, StringComparison.OrdinalIgnoreCase) ? Tuned(name)
            : dot > 0 && Geographies.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.AsSpan(0, dot)) ? name[(dot + 1)..]
            : colon > 0 && Variants.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name.AsSpan(colon + 1)) ? name[..colon]
            : at > 0 ? name[..at]
            : IsDated(name) ? name[..^9]
            : null;
    }

    // ft:gpt-4o-mini:my-org::abc is billed as ft:gpt-4o-mini.
    private static string? Tuned(string name)
    {
        int end = name.IndexOf(':', FineTuned.Length);
        return end < 0 ? null : name[..end];
    }

    private static bool IsDated(string name) =>
        name.Length > 9 && name[^9] == '-'
        && DateOnly.TryParseExact(name.AsSpan(name.Length - 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly date)
        && date.Year is >= 2020 and < 2100;

    private static string? NullIfSame(string name, ReadOnlySpan<char> plainer) =>
        plainer.Length == 0 || plainer.Length == name.Length ? null : plainer.ToString();
}
