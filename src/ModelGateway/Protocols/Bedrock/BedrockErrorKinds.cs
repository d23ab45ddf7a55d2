using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Finds what an error means: by its type, then by its text where Bedrock uses one type for several failures, then as for all providers.
/// </summary>
internal static class BedrockErrorKinds
{
    public static FailureKind Find(int? statusCode, in ErrorFacts facts, int? originalStatus)
    {
        string name = Name(facts.Type);
        string message = facts.Message ?? "";
        FailureKind? own = name switch
        {
            _ when IsClock(name, message) => FailureKind.Unavailable,
            "ThrottlingException" or "TooManyRequestsException" or "Throttling" => Rate(message),
            "ServiceQuotaExceededException" => FailureKind.RateLimited,
            "AccessDeniedException" => Denied(message),
            "ValidationException" => Invalid(message),
            "ModelStreamErrorException" or "ModelErrorException" => Model(message, originalStatus),
            "" when statusCode is 403 => Denied(message),
            "" when statusCode is 429 => Rate(message),
            _ => null,
        };

        // An invalid request that is reported within a stream has no status. Its text means the same as with status 400.
        return own ?? ErrorKinds.Classify(statusCode ?? (name == "ValidationException" ? 400 : null), facts with { Type = name });
    }

    /// <summary>Whether the time of the signature was refused, which is the fault of neither the key nor the request.</summary>
    public static bool IsClock(string? type, string message) => Name(type) switch
    {
        "RequestTimeTooSkewed" or "RequestExpired" => true,
        "" or "InvalidSignatureException" or "SignatureDoesNotMatch" or "AccessDeniedException" =>
            ErrorWords.Has(message, "Signature expired") || ErrorWords.Has(message, "Signature not yet current"),
        _ => false,
    };

    // The frame of a stream writes the exception's name with a small first letter. Words of other services are left as they are.
    private static string Name(string? type) => string.IsNullOrEmpty(type) ? ""
        : type.Contains('_', StringComparison.Ordinal) ? type
        : char.ToUpperInvariant(type[0]) + type[1..];

    private static FailureKind? Rate(string message) => ErrorWords.Has(message, "model is not ready") ? FailureKind.Unavailable : null;

    // A key that has no access to one model may still be good for others.
    private static FailureKind Denied(string message) =>
        ErrorWords.Has(message, "INVALID_PAYMENT_INSTRUMENT") || ErrorWords.Has(message, "payment") ? FailureKind.QuotaExhausted
        : ErrorWords.Has(message, "access to the model") || ErrorWords.Has(message, "access to this model")
            || ErrorWords.Has(message, ":foundation-model/") || ErrorWords.Has(message, ":inference-profile/") ? FailureKind.ModelNotFound
        : FailureKind.Unauthorized;

    private static FailureKind Model(string message, int? originalStatus) => originalStatus switch
    {
        429 => FailureKind.RateLimited,
        400 or 413 when ContextOverflow.Find(message) is not null => FailureKind.ContextTooLong,
        _ => FailureKind.Unavailable,
    };

    private static FailureKind? Invalid(string message) =>
        ErrorWords.Has(message, "end of its life") || ErrorWords.Has(message, "on-demand throughput") ? FailureKind.ModelNotFound
        : ErrorWords.Has(message, "security token") ? FailureKind.Unauthorized
        : ErrorWords.Has(message, "content filter") || ErrorWords.Has(message, "content policy") ? FailureKind.ContentRefused
        : null;
}
