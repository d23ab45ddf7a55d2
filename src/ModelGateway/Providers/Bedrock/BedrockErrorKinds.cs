using ModelGateway.Providers.Faults;

namespace ModelGateway.Providers.Bedrock;

/// <summary>What an error means: by its type, then by its words where Bedrock uses one type for several things, else as everywhere.</summary>
internal static class BedrockErrorKinds
{
    public static FailureKind Find(int? statusCode, in ErrorFacts facts, int? originalStatus)
    {
        // A frame names an exception with a small first letter.
        string name = string.IsNullOrEmpty(facts.Type) ? "" : char.ToUpperInvariant(facts.Type[0]) + facts.Type[1..];
        string message = facts.Message ?? "";
        FailureKind? own = name switch
        {
            "ThrottlingException" or "TooManyRequestsException" or "Throttling" => Rate(message),
            "ServiceQuotaExceededException" => FailureKind.RateLimited,
            "AccessDeniedException" => Denied(message),
            "ValidationException" => Invalid(message),
            "ModelStreamErrorException" or "ModelErrorException" => Model(message, originalStatus),
            "" when statusCode is 403 => Denied(message),
            "" when statusCode is 429 => Rate(message),
            _ => null,
        };

        // Within a stream an invalid request has no status, but its words mean what they do with one.
        return own ?? ErrorKinds.Classify(statusCode ?? (name == "ValidationException" ? 400 : null), facts with { Type = name });
    }

    private static FailureKind? Rate(string message) => ErrorWords.Has(message, "model is not ready") ? FailureKind.Unavailable : null;

    // A key may be denied one model and serve the others.
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
