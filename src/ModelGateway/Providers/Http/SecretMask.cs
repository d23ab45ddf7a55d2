using ModelGateway.Failures;

namespace ModelGateway.Providers.Http;

/// <summary>
/// Takes the key out of what a provider says, as some repeat what they refuse. Adapters mask what looks like a vendor's key; this is the
/// very key that was sent, whatever it looks like.
/// </summary>
internal static class SecretMask
{
    // Shorter "keys" are placeholders for servers that want none, and masking them would maim ordinary words.
    private const int ShortestSecret = 6;

    // Of a message that was cut short, less than this at its end says nothing about the key.
    private const int ShortestPart = 4;

    public static bool Reveals(ProviderFailure failure, string? secret) => Array.Exists(
        Parts(secret), part => Reveals(failure.Message, part) || Reveals(failure.Code, part) || Reveals(failure.ProviderRequestId, part));

    /// <summary>The failure without the key. What had caused it is not kept: it may hold the same words.</summary>
    public static ProviderFailure Apply(ProviderFailure failure, string? secret)
    {
        foreach (string part in Parts(secret))
        {
            if (Reveals(failure.Message, part) || Reveals(failure.Code, part) || Reveals(failure.ProviderRequestId, part))
            {
                failure = failure with
                {
                    Message = Apply(failure.Message, part)!,
                    Code = Apply(failure.Code, part),
                    ProviderRequestId = Apply(failure.ProviderRequestId, part),
                };
            }
        }

        return failure;
    }

    // A key that signs is several secrets with colons between them, of which each may be repeated alone; the longest go first, as one may
    // begin another.
    private static string[] Parts(string? secret) => secret switch
    {
        null => [],
        _ when !secret.Contains(':', StringComparison.Ordinal) => secret.Length >= ShortestSecret ? [secret] : [],
        _ => [secret, .. secret.Split(':').Where(static part => part.Length >= ShortestSecret).OrderByDescending(static part => part.Length)],
    };

    private static bool Reveals(string? text, string secret) =>
        text is not null && (text.Contains(secret, StringComparison.Ordinal) || PartAtEnd(text, secret) > 0);

    private static string? Apply(string? text, string secret)
    {
        if (text is null)
        {
            return null;
        }

        text = text.Replace(secret, Redaction.Mask, StringComparison.Ordinal);
        int part = PartAtEnd(text, secret);
        return part == 0 ? text : string.Concat(text.AsSpan(0, text.Length - 1 - part), Redaction.Mask, "…");
    }

    // How much of the key stands at the end of a text that was cut short within it.
    private static int PartAtEnd(string text, string secret)
    {
        if (text.EndsWith('…'))
        {
            ReadOnlySpan<char> kept = text.AsSpan(0, text.Length - 1);
            for (int length = secret.Length - 1; length >= ShortestPart; length--)
            {
                if (kept.EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
                {
                    return length;
                }
            }
        }

        return 0;
    }
}
