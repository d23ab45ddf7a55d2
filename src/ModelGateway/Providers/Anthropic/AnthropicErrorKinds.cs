namespace ModelGateway.Providers.Anthropic;

/// <summary>What an error means: by its type first, as streams have no status, then by its words where a type has several meanings.</summary>
internal static class AnthropicErrorKinds
{
    public static FailureKind Find(in AnthropicError error, int? statusCode)
    {
        string message = error.Message ?? "";
        return error.Type switch
        {
            "overloaded_error" or "api_error" or "timeout_error" => FailureKind.Unavailable,
            "rate_limit_error" => RateOrMoney(error, message),
            "billing_error" => FailureKind.QuotaExhausted,
            "authentication_error" or "permission_error" => FailureKind.Unauthorized,
            "request_too_large" => FailureKind.ContextTooLong,
            "not_found_error" => Missing(message),
            "invalid_request_error" => Invalid(message, statusCode),
            _ => ByStatus(error, message, statusCode),
        };
    }

    private static FailureKind ByStatus(in AnthropicError error, string message, int? statusCode) => statusCode switch
    {
        401 or 403 => FailureKind.Unauthorized,
        402 => FailureKind.QuotaExhausted,
        404 => Missing(message),
        413 => FailureKind.ContextTooLong,
        429 => RateOrMoney(error, message),
        408 or 409 or 425 or 499 or >= 500 => FailureKind.Unavailable,
        >= 400 => Invalid(message, statusCode),
        _ => FailureKind.Unknown,
    };

    private static FailureKind RateOrMoney(in AnthropicError error, string message) =>
        error.Code is "enforced_spend_limit_reached" || IsAboutMoney(message) ? FailureKind.QuotaExhausted : FailureKind.RateLimited;

    // Files, containers and paths may be missing too; only for the model is another deployment the answer.
    private static FailureKind Missing(string message) =>
        message.Length == 0 || Has(message, "model") ? FailureKind.ModelNotFound : FailureKind.InvalidRequest;

    private static FailureKind Invalid(string message, int? statusCode) =>
        Has(message, "prompt is too long") || Has(message, "exceed context limit") || Has(message, "exceeds the maximum context")
            || Has(message, "exceeds the context window") ? FailureKind.ContextTooLong
        : IsAboutMoney(message) ? FailureKind.QuotaExhausted
        : Has(message, "content filtering policy") || Has(message, "blocked by content filter") ? FailureKind.ContentRefused
        : Has(message, "API key") && statusCode is 401 or 403 ? FailureKind.Unauthorized
        : IsBeyondDeployment(message) ? FailureKind.Unsupported
        : FailureKind.InvalidRequest;

    private static bool IsAboutMoney(string message) =>
        Has(message, "credit balance") || Has(message, "spend limit") || Has(message, "spending limit") || Has(message, "usage limits");

    // The limits of Anthropic's schema compiler and of single models: another deployment may not have them.
    private static bool IsBeyondDeployment(string message) =>
        Has(message, "not supported") || Has(message, "does not support") || Has(message, "too complex for compilation")
        || Has(message, "Too many strict tools") || Has(message, "Schemas contains too many");

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
