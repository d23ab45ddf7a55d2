using System.Text.RegularExpressions;

namespace ModelGateway.Failures.Secrets;

/// <summary>
/// Which values of configured headers may be secret. Headers are not meant for secrets, but some proxies have theirs there.
/// </summary>
internal static partial class HeaderSecrets
{
    // Their values are public, and may be ordinary words of a message: "application/json".
    private static readonly HashSet<string> Public = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Language", "From", "HTTP-Referer",
        "Origin", "OpenAI-Beta", "Referer", "User-Agent", "X-Title", "anthropic-beta", "anthropic-dangerous-direct-browser-access",
        "anthropic-version",
    };

    // Values of headers with such names are secret, also where they look like words.
    private static readonly string[] SecretNames =
        ["auth", "key", "token", "secret", "pass", "cookie", "credential", "session", "signature", "jwt"];

    private const int LongestWords = 32;

    /// <summary>The values that may be secret; of a value with a scheme, such as <c>Bearer</c>, also what is behind it.</summary>
    public static List<string> Find(IEnumerable<KeyValuePair<string, string>> headers)
    {
        List<string> secrets = [];
        foreach ((string name, string value) in headers)
        {
            string trimmed = value.Trim();
            if (Public.Contains(name) || (IsWords(trimmed) && !Array.Exists(SecretNames, IsIn(name))))
            {
                continue;
            }

            secrets.Add(trimmed);
            if (trimmed.LastIndexOf(' ') is > 0 and var space)
            {
                secrets.Add(trimmed[(space + 1)..]);
            }
        }

        return secrets;
    }

    // All headers of Portkey have its name, which ends with one of the words.
    private static Predicate<string> IsIn(string name) =>
        word => name.Replace("portkey", "", StringComparison.OrdinalIgnoreCase).Contains(word, StringComparison.OrdinalIgnoreCase);

    // Such as openai, europe-west4 or claude-sonnet-4-5: they are names, which messages and models' names hold too.
    private static bool IsWords(string value) => value.Length <= LongestWords && Words().IsMatch(value);

    [GeneratedRegex("^(?:[a-z]+[0-9]{0,2}|[0-9]{1,4})(?:[-._/](?:[a-z]+[0-9]{0,2}|[0-9]{1,4}))*$")]
    private static partial Regex Words();
}
