namespace ModelGateway.Failures.Secrets;

/// <summary>
/// Which values of configured headers may be secret. Headers are not meant for secrets, but some proxies have theirs there.
/// </summary>
internal static class HeaderSecrets
{
    // Their values are public, and may be ordinary words of a message: "application/json".
    private static readonly HashSet<string> Public = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Language", "From", "HTTP-Referer",
        "Origin",
        "OpenAI-Beta", "Referer", "User-Agent", "X-Title", "anthropic-beta", "anthropic-dangerous-direct-browser-access",
        "anthropic-version",
    };

    /// <summary>The values that may be secret; of a value with a scheme, such as <c>Bearer</c>, also what is behind it.</summary>
    public static List<string> Find(IEnumerable<KeyValuePair<string, string>> headers)
    {
        List<string> secrets = [];
        foreach ((string name, string value) in headers)
        {
            if (Public.Contains(name))
            {
                continue;
            }

            string trimmed = value.Trim();
            secrets.Add(trimmed);
            if (trimmed.LastIndexOf(' ') is > 0 and var space)
            {
                secrets.Add(trimmed[(space + 1)..]);
            }
        }

        return secrets;
    }
}
