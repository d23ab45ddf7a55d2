using System.Text.RegularExpressions;

namespace ModelGateway.Failures;

/// <summary>Masks keys in the messages of failures: providers often repeat the key that they refuse.</summary>
internal static partial class Redaction
{
    public const string Mask = "[key]";

    /// <summary>Masks every text that looks like a vendor's key or a bearer token.</summary>
    public static string MaskKeys(string text) => LooksLikeKey().Replace(text, Mask);

    [GeneratedRegex(
        @"\b(?:sk-|xai-|gsk_|pplx-|AIza|ya29\.|AQ\.)[A-Za-z0-9_\-*.~+/=]{4,}|(?<=\bbearer\s+)[^\s""',]{4,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeKey();
}
