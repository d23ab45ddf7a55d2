using System.Buffers;

namespace ModelGateway.Protocols;

/// <summary>
/// Makes schema names that providers take: at most 64 letters, digits, hyphens and underscores. The names of generic .NET types have other
/// characters.
/// </summary>
internal static class SchemaNames
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static string From(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "json_schema";
        }

        ReadOnlySpan<char> kept = name.AsSpan(0, Math.Min(name.Length, Longest));
        if (!kept.ContainsAnyExcept(Characters))
        {
            return kept.Length == name.Length ? name : kept.ToString();
        }

        Span<char> replaced = stackalloc char[Longest];
        kept.ReplaceAnyExcept(replaced, Characters, '_');
        return replaced[..kept.Length].ToString();
    }
}
