namespace ModelGateway.Providers.Bedrock;

/// <summary>What an error means: by its type, then by its words where a type has several meanings, then by its status.</summary>
internal static class BedrockErrorKinds
{
    public static FailureKind Find(string? type, string message, int? statusCode, int? originalStatus)
    {
        string name = Name(type);
        return name switch
        {
            _ when IsClock(name, message) => FailureKind.Unavailable,
            "ThrottlingException" or "TooManyRequestsException" or "Throttling" => Rate(message),
            "ServiceQuotaExceededException" => FailureKind.QuotaExhausted,
            "AccessDeniedException" => Denied(message),
            "UnrecognizedClientException" or "ExpiredTokenException" or "ExpiredToken" or "InvalidSignatureException" or "SignatureDoesNotMatch"
                or "IncompleteSignature" or "IncompleteSignatureException" or "MissingAuthenticationToken" or "MissingAuthenticationTokenException"
                or "InvalidClientTokenId" or "OptInRequired" or "NotAuthorized" => FailureKind.Unauthorized,
            "ResourceNotFoundException" => FailureKind.ModelNotFound,
            "ValidationException" => Invalid(message),
            "ModelStreamErrorException" or "ModelErrorException" => Model(message, originalStatus),
            "ModelNotReadyException" or "ModelTimeoutException" or "InternalServerException" or "InternalFailure" or "ServiceUnavailableException"
                or "ServiceUnavailable" or "InternalError" => FailureKind.Unavailable,
            "UnknownOperationException" => FailureKind.InvalidRequest,
            _ => ByStatus(statusCode, message),
        };
    }

    /// <summary>Whether the time of the signature was refused, which is the fault of neither the key nor the request.</summary>
    public static bool IsClock(string? type, string message) => Name(type) switch
    {
        "RequestTimeTooSkewed" or "RequestExpired" => true,
        "" or "InvalidSignatureException" or "SignatureDoesNotMatch" or "AccessDeniedException" =>
            Has(message, "Signature expired") || Has(message, "Signature not yet current"),
        _ => false,
    };

    // A frame names an exception with a small first letter.
    private static string Name(string? type) => string.IsNullOrEmpty(type) ? "" : char.ToUpperInvariant(type[0]) + type[1..];

    private static FailureKind ByStatus(int? statusCode, string message) => statusCode switch
    {
        401 => FailureKind.Unauthorized,
        402 => FailureKind.QuotaExhausted,
        403 => Denied(message),
        404 => FailureKind.ModelNotFound,
        413 => FailureKind.ContextTooLong,
        429 => Rate(message),
        408 or 409 or 424 or 425 or 499 or >= 500 => FailureKind.Unavailable,
        >= 400 => Invalid(message),
        _ => Invalid(message) is var told and not FailureKind.InvalidRequest ? told : FailureKind.Unavailable,
    };

    private static FailureKind Rate(string message) =>
        Has(message, "per day") ? FailureKind.QuotaExhausted
        : Has(message, "model is not ready") ? FailureKind.Unavailable
        : FailureKind.RateLimited;

    // A key may be denied one model and serve the others.
    private static FailureKind Denied(string message) =>
        Has(message, "INVALID_PAYMENT_INSTRUMENT") || Has(message, "payment") ? FailureKind.QuotaExhausted
        : Has(message, "access to the model") || Has(message, "access to this model") || Has(message, ":foundation-model/")
            || Has(message, ":inference-profile/") ? FailureKind.ModelNotFound
        : FailureKind.Unauthorized;

    private static FailureKind Model(string message, int? originalStatus) => originalStatus switch
    {
        429 => FailureKind.RateLimited,
        400 or 413 when IsContext(message) => FailureKind.ContextTooLong,
        _ => FailureKind.Unavailable,
    };

    private static FailureKind Invalid(string message) =>
        IsContext(message) ? FailureKind.ContextTooLong
        : Has(message, "inference profile") || Has(message, "model identifier is invalid") || Has(message, "end of its life")
            || Has(message, "on-demand throughput") ? FailureKind.ModelNotFound
        : Has(message, "content filter") || Has(message, "content policy") || Has(message, "Responsible AI") ? FailureKind.ContentRefused
        : Has(message, "not support") || Has(message, "doesn't support") || Has(message, "doesn’t support") || Has(message, "unsupported")
            ? FailureKind.Unsupported
        : Has(message, "security token") ? FailureKind.Unauthorized
        : FailureKind.InvalidRequest;

    private static bool IsContext(string message) =>
        Has(message, "input is too long") || Has(message, "prompt is too long") || Has(message, "too many input tokens")
        || Has(message, "input tokens exceeded") || Has(message, "maximum context length") || Has(message, "context window")
        || Has(message, "exceed context limit") || Has(message, "exceeds the maximum number of tokens") || Has(message, "maximum input length");

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
