using System.Diagnostics.CodeAnalysis;

namespace ModelGateway.Failures;

/// <summary>Cuts what a provider says beside its answer: receipts, ledgers and logs keep it, and it may be of any length.</summary>
internal static class ShortText
{
    private const int Longest = 512;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Shorten(string? text) => Shorten(text, Longest);

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Shorten(string? text, int longest) =>
        text is null || text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
}
