using System.Text.RegularExpressions;

namespace ModelGateway.Providers.Anthropic;

/// <summary>Masks what looks like a key in a provider's words.</summary>
internal static partial class AnthropicSecrets
{
    public static string Mask(string text) => Key().Replace(text, "***");

    [GeneratedRegex(@"sk-[A-Za-z0-9_*.\-]{6,}|AIza[A-Za-z0-9_\-]{10,}|(?i:bearer)\s+[A-Za-z0-9._~+/=\-]{6,}", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
