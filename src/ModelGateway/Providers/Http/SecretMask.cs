using ModelGateway.Failures;

namespace ModelGateway.Providers.Http;

/// <summary>
/// Removes the key that was sent from a provider's failures: some providers repeat the key that they refuse. Protocols mask texts that look
/// like a vendor's key; this masks the key itself, in any form.
/// </summary>
/// <param name="secret">The key; null where none was sent.</param>
internal readonly struct SecretMask(string? secret)
{
    // Shorter "keys" are placeholders for servers that need none. Masking them would damage ordinary words.
    private const int ShortestSecret = 6;

    // At the end of a message that was cut short, fewer characters than this reveal nothing of the key.
    private const int ShortestPart = 4;

    // A key that signs consists of several secrets with colons between them. A provider may repeat one alone. The longest are masked first,
    // as a shorter one may be the beginning of a longer one.
    private string[] Parts => secret switch
    {
        null => [],
        _ when !secret.Contains(':', StringComparison.Ordinal) => secret.Length >= ShortestSecret ? [secret] : [],
        _ => [secret,
            .. secret.Split(':').Where(static part => part.Length >= ShortestSecret).OrderByDescending(static part => part.Length)],
    };

    public bool Reveals(ProviderFailure failure) => Array.Exists(Parts, part => Reveals(failure, part));

    /// <summary>The exception without the key. Its inner exception is dropped, as it may contain the same words.</summary>
    public ProviderException Apply(ProviderException exception) => new(Apply(exception.Failure));

    public ProviderFailure Apply(ProviderFailure failure)
    {
        foreach (string part in Parts)
        {
            if (Reveals(failure, part))
            {
                failure = failure with
                {
                    Message = Mask(failure.Message, part)!,
                    Code = Mask(failure.Code, part),
                    ProviderRequestId = Mask(failure.ProviderRequestId, part),
                };
            }
        }

        return failure;
    }

    private static bool Reveals(ProviderFailure failure, string part) =>
        Reveals(failure.Message, part) || Reveals(failure.Code, part) || Reveals(failure.ProviderRequestId, part);

    private static bool Reveals(string? text, string part) =>
        text is not null && (text.Contains(part, StringComparison.Ordinal) || LengthAtEnd(text, part) > 0);

    private static string? Mask(string? text, string part)
    {
        if (text is null)
        {
            return null;
        }

        text = text.Replace(part, Redaction.Mask, StringComparison.Ordinal);
        int length = LengthAtEnd(text, part);
        return length == 0 ? text : string.Concat(text.AsSpan(0, text.Length - 1 - length), Redaction.Mask, "…");
    }

    // How many characters of the key are at the end of a text that was cut short within the key.
    private static int LengthAtEnd(string text, string part)
    {
        if (!text.EndsWith('…'))
        {
            return 0;
        }

        ReadOnlySpan<char> kept = text.AsSpan(0, text.Length - 1);
        for (int length = part.Length - 1; length >= ShortestPart; length--)
        {
            if (kept.EndsWith(part.AsSpan(0, length), StringComparison.Ordinal))
            {
                return length;
            }
        }

        return 0;
    }
}
