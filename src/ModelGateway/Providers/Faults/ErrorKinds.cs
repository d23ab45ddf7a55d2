namespace ModelGateway.Providers.Faults;

/// <summary>What an error means: by its code, then by its words, then by its status.</summary>
internal static class ErrorKinds
{
    public static FailureKind Classify(int? status, ErrorFacts facts) =>
        ByCode(facts.Code) ?? ByCode(facts.InnerCode) ?? ByCode(facts.Type)
        ?? (facts.IsModeration ? FailureKind.ContentRefused : (FailureKind?)null)
        ?? ByMessage(status, facts.Message ?? "")
        ?? ByStatus(status)
        ?? ByType(facts);

    /// <summary>The beginning of a failure's message.</summary>
    public static string Describe(FailureKind kind) => kind switch
    {
        FailureKind.RateLimited => "The provider limits the rate",
        FailureKind.Unauthorized => "The provider refused the key",
        FailureKind.QuotaExhausted => "The provider account has no credit left or reached its spending limit",
        FailureKind.ModelNotFound => "The provider does not serve the model",
        FailureKind.ContextTooLong => "The input is longer than the model accepts",
        FailureKind.ContentRefused => "The provider's content filter refused the request",
        FailureKind.InvalidRequest => "The provider found the request invalid",
        FailureKind.Unsupported => "The model does not support what the request asks for",
        FailureKind.Malformed => "The model answered in a form that the provider could not use",
        _ => "The provider failed",
    };

    private static FailureKind? ByCode(string? code) => code switch
    {
        null => null,
        "context_length_exceeded" or "exceed_context_size_error" or "too_many_prompt_tokens" => FailureKind.ContextTooLong,
        "insufficient_quota" or "credit_balance_exhausted" or "billing_hard_limit_reached" or "billing_not_active"
            => FailureKind.QuotaExhausted,
        "invalid_api_key" or "authentication_error" or "invalid_authentication" => FailureKind.Unauthorized,
        "model_not_found" or "invalid_model" or "DeploymentNotFound" or "model_decommissioned" or "model_deprecated" => FailureKind.ModelNotFound,
        "content_filter" or "content_policy_violation" or "ResponsibleAIPolicyViolation" or "moderation_blocked" or "invalid_prompt"
            => FailureKind.ContentRefused,
        "unsupported_parameter" or "unsupported_value" => FailureKind.Unsupported,
        "slow_down" or "server_is_overloaded" or "overloaded_error" => FailureKind.Unavailable,
        "tool_use_failed" or "json_validate_failed" => FailureKind.Malformed,
        _ when Ends(code, "spend_limit_exceeded") || Ends(code, "usage_limit_exceeded") || Ends(code, "spend_limit_reached")
            => FailureKind.QuotaExhausted,
        _ => null,
    };

    private static FailureKind? ByMessage(int? status, string message)
    {
        if (Has(message, "maximum context length") || Has(message, "context window") || Has(message, "available context size")
            || Has(message, "prompt is too long")
            || (status is 400 && (Has(message, "too many tokens") || Has(message, "TOO_MANY_TOKENS"))))
        {
            return FailureKind.ContextTooLong;
        }

        if (status is 400 or 403 or 422 && (Has(message, "guardrail") || Has(message, "blocked by a content filter")))
        {
            return FailureKind.ContentRefused;
        }

        if (status is 429 or 413 && Has(message, "request too large"))
        {
            // More tokens than the account may send in a minute: no waiting helps, and the key is not at fault.
            return FailureKind.Unsupported;
        }

        if (Has(message, "exceeded your current quota") || Has(message, "insufficient balance") || Has(message, "insufficient credits"))
        {
            return FailureKind.QuotaExhausted;
        }

        if (status is null or < 500 && (Has(message, "incorrect api key") || Has(message, "invalid api key") || Has(message, "api key not valid")))
        {
            return FailureKind.Unauthorized;
        }

        if (status is 400 or 403 or 404 or 422 or null && IsUnknownModel(message))
        {
            return FailureKind.ModelNotFound;
        }

        if (status is 404 && Has(message, " with id '"))
        {
            return FailureKind.InvalidRequest; // A stored item or response that is gone, or another account's: no fault of the model.
        }

        bool lacksFeature = Has(message, "not support") || Has(message, "unsupported") || Has(message, "unknown variant")
            || Has(message, "not enabled for this model")
            || Has(message, "tokens is too large");
        return lacksFeature && status is 400 or 422 ? FailureKind.Unsupported : null;
    }

    private static bool IsUnknownModel(string message) =>
        Has(message, "not a valid model") || Has(message, "supported api model names") || Has(message, "model not found")
        || (Has(message, "model") && (Has(message, "does not exist") || Has(message, "not have access to")));

    private static FailureKind? ByStatus(int? status) => status switch
    {
        null => null,
        401 or 403 => FailureKind.Unauthorized,
        402 => FailureKind.QuotaExhausted,
        404 => FailureKind.ModelNotFound,
        408 or 409 or 425 or 498 or 499 => FailureKind.Unavailable,
        413 => FailureKind.ContextTooLong,
        429 => FailureKind.RateLimited,
        >= 400 and < 500 => FailureKind.InvalidRequest,
        _ => FailureKind.Unavailable,
    };

    // Without a status: an error within an answer that had begun well.
    private static FailureKind ByType(ErrorFacts facts) =>
        facts.Code is "rate_limit_exceeded" || facts.Type is "rate_limit_error" or "rate_limit_exceeded" or "tokens" or "requests"
            ? FailureKind.RateLimited
        : facts.Type is "invalid_request_error" ? FailureKind.InvalidRequest
        : FailureKind.Unavailable;

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static bool Ends(string code, string end) => code.EndsWith(end, StringComparison.Ordinal);
}
