using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelGateway.Protocols.Errors;

/// <summary>
/// The numbers in a refusal of an input that is too long. Every provider words the refusal differently; most give numbers.
/// </summary>
/// <param name="Limit">How many tokens the model takes; null where the message does not say it.</param>
/// <param name="Requested">How many tokens the request has, the output that it asks for included where the provider counts it.</param>
internal readonly partial record struct ContextOverflow(long? Limit, long? Requested)
{
    private static readonly string[] Phrases =
    [
        "maximum context length", "max context length", "maximum input length is", "context window", "available context size",
        "prompt is too long",
        "exceed context limit", "exceeds the context length", "context length exceeded", "context_length_exceeded", "maximum prompt length",
        "input tokens exceed", "exceeds maximum length", "too_many_tokens", "input is too long", "too long for requested model",
        "too large for model with", "longer than the maximum model length", "too long to fit into the model",
        "reduce the length of the messages", "is too large to process", "range of input length should be", "too many input tokens",
        "exceeds the maximum number of tokens", "maximum input length", "prompt too long",
    ];

    public bool IsEmpty => Limit is null && Requested is null;

    /// <summary>Reads a provider's message; null where it is about another failure.</summary>
    public static ContextOverflow? Find(string? message)
    {
        if (message is null || !(IsMeant(QuotedWords.Remove(message)) || IsOfTextGeneration(message)))
        {
            return null;
        }

        Match limit = LimitPattern().Match(message);
        Match requested = RequestedPattern().Match(message);
        long? most = Number(limit.Groups["n"]);
        long? asked = Number(requested.Groups["n"]) + (Number(requested.Groups["output"]) ?? 0);
        return new ContextOverflow(most, asked ?? most + Number(requested.Groups["excess"]));
    }

    private static bool IsMeant(string message)
    {
        foreach (string phrase in Phrases)
        {
            if (Has(message, phrase))
            {
                return true;
            }
        }

        return (Has(message, "token count") && Has(message, "exceed"))
            || (Has(message, "too many tokens") && !Has(message, "wait"));
    }

    // These words are also used for a quoted field that is too long.
    private static bool IsOfTextGeneration(string message) => Has(message, "`max_new_tokens` must be <=");

    private static long? Number(Group group) =>
        group.Success && long.TryParse(group.ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long number)
            ? number : null;

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"(?:(?:maximum|max) (?:context|prompt|input) length(?: is|:| of)? |maximum number of tokens allowed \(?|context limit: [\d,]+ \+ [\d,]+ > "
        + @"|context (?:size|length|limit|window) (?:of |is )?\(?|cannot exceed |maximum model length of |limit of |batch size: |should be \[\d+, ?"
        + @"|must be <= |tokens > )(?<n>\d[\d,]*)|(?<n>\d[\d,]*) maximum",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LimitPattern();

    [GeneratedRegex(
        @"(?:requested (?:about )?|resulted in |(?:prompt|request|input) (?:contains|has) |prompt is too long: |token count \(?(?:of )?|(?:request|input|prompt) \("
        + @"|\((?:total )?length |received |given: |context limit: (?:(?<output>\d[\d,]*) \+ )?)(?<n>\d[\d,]*)"
        + @"|(?:context length|limit exceeded) by (?<excess>\d[\d,]*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequestedPattern();
}
