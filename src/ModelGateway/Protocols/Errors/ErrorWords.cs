namespace ModelGateway.Protocols.Errors;

/// <summary>
/// Finds the meaning of an error in its message, if no code tells it. Only words with the same meaning at every provider are used.
/// </summary>
internal static class ErrorWords
{
    private static readonly string[] Money =
    [
        "insufficient balance", "insufficient credits", "credit balance", "key limit exceeded", "credits are depleted", "spend limit",
        "spending limit", "spend cap",
        "spending cap", "api usage limits", "have any credits", "available credits", "out of credits",
    ];

    private static readonly string[] RefusedContent =
    [
        "content filtering policy", "blocked by content filter", "content management policy", "violates usage guidelines",
        "content exists risk",
        "the prompt was blocked", "prompt was flagged", "blocked by a content filter", "blocked by a guardrail", "blocked by guardrail",
        "violated guardrail", "guardrail intervened", "guardrail_intervened", "responsible ai",
    ];

    // The last ones are the limits of Anthropic's schema compiler and the missing flags of a llama.cpp server.
    private static readonly string[] MissingAbility =
    [
        "not support", "doesn't support", "doesn’t support", "unsupported", "unknown variant", "tokens is too large", "not enabled",
        "payload size", "too complex for compilation",
        "too many strict tools", "schemas contains too many", "requires --jinja",
    ];

    private static readonly string[] NamedThings =
        ["file", "container", "skill", "batch", "document", "session", "agent", "environment", "vault", "memory", "conversation"];

    // Anthropic reports an empty account with status 400.
    private static readonly string[] MoneyOfInvalidRequests = ["your credit balance is too low", "reached your specified api usage limits"];

    /// <summary>Whether the account has no money left. With status 400 only a few phrases mean this.</summary>
    public static bool IsAboutMoney(int? status, string message) =>
        HasAny(message, status is null or 401 or 402 or 403 or 412 or 429 ? Money : status is 400 ? MoneyOfInvalidRequests : []);

    public static bool IsRefusedContent(string message) => HasAny(message, RefusedContent);

    public static bool IsBadKey(string message) =>
        Has(message, "incorrect api key") || Has(message, "invalid api key") || Has(message, "api key not valid")
            || Has(message, "api key expired");

    public static bool IsMissingAbility(string message) => HasAny(message, MissingAbility);

    public static bool IsUnknownModel(string message) =>
        Has(message, "not a valid model") || Has(message, "supported api model names") || Has(message, "model not found")
        || Has(message, "invalid model:") || Has(message, "inference profile") || Has(message, "model identifier is invalid")
        || (Has(message, "model")
            && (Has(message, "does not exist") || Has(message, "not have access to") || Has(message, "end of its life")));

    /// <summary>Whether a message about something that does not exist names another thing than a model.</summary>
    public static bool IsAnotherThing(string message) => HasNamedThing(message) && !Has(message, "model");

    public static bool Has(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

    public static bool HasAny(string message, string[] phrases)
    {
        foreach (string phrase in phrases)
        {
            if (Has(message, phrase))
            {
                return true;
            }
        }

        return false;
    }

    // At the start of a word, singular or plural: a profile is no file.
    private static bool HasNamedThing(string message)
    {
        foreach (string thing in NamedThings)
        {
            for (int at = -1; (at = message.IndexOf(thing, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0;)
            {
                if (at == 0 || !char.IsLetter(message[at - 1]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
