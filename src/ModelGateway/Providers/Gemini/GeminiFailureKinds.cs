namespace ModelGateway.Providers.Gemini;

/// <summary>What Google's errors mean. The status alone misleads: a bad key is a 400, an expired cache entry a 403.</summary>
internal static class GeminiFailureKinds
{
    public static FailureKind Classify(int statusCode, in GeminiError error) => error.Reason switch
    {
        "API_KEY_INVALID" or "API_KEY_EXPIRED" or "API_KEY_SERVICE_BLOCKED" or "API_KEY_HTTP_REFERRER_BLOCKED"
            or "API_KEY_IP_ADDRESS_BLOCKED" or "SERVICE_DISABLED" or "CONSUMER_SUSPENDED" or "CONSUMER_INVALID"
            or "ACCESS_TOKEN_EXPIRED" => FailureKind.Unauthorized,
        "BILLING_DISABLED" => FailureKind.QuotaExhausted,
        _ => ByStatus(statusCode, error),
    };

    private static FailureKind ByStatus(int statusCode, in GeminiError error)
    {
        string message = error.Message ?? "";
        return statusCode switch
        {
            400 => BadRequest(message, error.Status),
            401 => FailureKind.Unauthorized,
            402 => FailureKind.QuotaExhausted,
            403 => Forbidden(message),
            404 => Has(message, "CachedContent") ? FailureKind.InvalidRequest : FailureKind.ModelNotFound,
            408 or 409 or 425 or 499 or >= 500 => FailureKind.Unavailable,
            413 => FailureKind.Unsupported,
            429 => TooMany(message, error.Quota),
            _ => ByName(statusCode, message, error),
        };
    }

    // Streams may name the status alone.
    private static FailureKind ByName(int statusCode, string message, in GeminiError error) => error.Status switch
    {
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "OUT_OF_RANGE" => BadRequest(message, error.Status),
        "UNAUTHENTICATED" => FailureKind.Unauthorized,
        "PERMISSION_DENIED" => Forbidden(message),
        "NOT_FOUND" => FailureKind.ModelNotFound,
        "RESOURCE_EXHAUSTED" => TooMany(message, error.Quota),
        "UNAVAILABLE" or "INTERNAL" or "DEADLINE_EXCEEDED" or "CANCELLED" or "ABORTED" or "UNKNOWN" => FailureKind.Unavailable,
        "UNIMPLEMENTED" => FailureKind.Unsupported,
        _ => statusCode is >= 400 and < 500 ? FailureKind.InvalidRequest : FailureKind.Unknown,
    };

    private static FailureKind BadRequest(string message, string? status) =>
        IsTooLong(message) ? FailureKind.ContextTooLong
        : Has(message, "API key") ? FailureKind.Unauthorized
        : Has(message, "billing") ? FailureKind.QuotaExhausted
        : Has(message, "was blocked") ? FailureKind.ContentRefused

        // Another deployment may well do it: the region, the size or the model's abilities are the obstacle, not the request.
        : status == "FAILED_PRECONDITION" || Has(message, "payload size") || Has(message, "not supported") || Has(message, "not enabled")
            ? FailureKind.Unsupported
        : FailureKind.InvalidRequest;

    // Things that the request names and that are gone answer as if the key had no right to them.
    private static FailureKind Forbidden(string message) =>
        Has(message, "CachedContent") || Has(message, "access the File") ? FailureKind.InvalidRequest : FailureKind.Unauthorized;

    // Quotas by the minute and by the day are both limits of the rate: a day's quota often comes back within Google's own hint. Only
    // money is exhausted for good. All of them say "check your plan and billing details", so that these words decide nothing.
    private static FailureKind TooMany(string message, GeminiQuota? quota) =>
        IsTooLong(message) ? FailureKind.ContextTooLong

        // The account has no share of this model at all: no waiting helps, and the key is not at fault.
        : quota?.Limit == 0 || Has(message, "limit: 0,") || message.EndsWith("limit: 0", StringComparison.Ordinal) ? FailureKind.Unsupported
        : Has(message, "credits are depleted") || Has(message, "spending cap") || Has(message, "spend cap")
            || Has(message, "spending limit")
            ? FailureKind.QuotaExhausted
        : FailureKind.RateLimited;

    private static bool IsTooLong(string message) => Has(message, "token count") && Has(message, "exceed");

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
