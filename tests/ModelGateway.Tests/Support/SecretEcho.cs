using System.Text;

namespace ModelGateway.Tests.Support;

/// <summary>The forms in which a server or a handler may repeat a key, and what of each must be seen nowhere.</summary>
internal static class SecretEcho
{
    // Fewer characters than this are in many ordinary texts.
    private const int Window = 8;

    public static readonly Dictionary<string, Func<string, string>> Forms = new()
    {
        ["raw"] = static key => key,
        ["lower case"] = static key => key.ToLowerInvariant(),
        ["upper case"] = static key => key.ToUpperInvariant(),
        ["address"] = Uri.EscapeDataString,
        ["address in lower case"] = static key => Uri.EscapeDataString(key).ToLowerInvariant(),
        ["address twice"] = static key => Uri.EscapeDataString(Uri.EscapeDataString(key)),
        ["JSON"] = static key => key.Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal)
            .Replace("=", "\\u003d", StringComparison.Ordinal),
        ["base64"] = static key => Base64(key),
        ["base64 of an address"] = static key => Base64(key).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        ["Basic"] = static key => Base64("user:" + key)[8..],
        ["beginning"] = static key => key[..(key.Length * 3 / 5)],
        ["end"] = static key => key[(key.Length * 2 / 5)..],
    };

    /// <summary>The whole of what a server says in a form: <c>Basic</c> names the user too.</summary>
    public static string Say(string form, string key) => form == "Basic" ? Base64("user:" + key) : Forms[form](key);

    /// <summary>Finds a part of a key in a form; null where the text has none.</summary>
    public static string? Find(string? text, string form, string key)
    {
        string secret = Forms[form](key).TrimEnd('=');

        // The last character of base64 also stands for what is behind the key.
        for (int i = 0; text is not null && i + Window < secret.Length; i++)
        {
            if (text.Contains(secret.AsSpan(i, Window), StringComparison.OrdinalIgnoreCase))
            {
                return secret.Substring(i, Window);
            }
        }

        return null;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
