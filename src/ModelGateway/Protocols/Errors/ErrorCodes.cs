namespace ModelGateway.Protocols.Errors;

/// <summary>The meanings of error codes and types, for every protocol. Codes with more than one meaning are not listed.</summary>
internal static class ErrorCodes
{
    public static FailureKind? Find(string? code) => code switch
    {
        null => null,
        "context_length_exceeded" or "exceed_context_size_error" or "too_many_prompt_tokens" or "TOO_MANY_TOKENS" or "request_too_large"
            => FailureKind.ContextTooLong,
        "insufficient_quota" or "credit_balance_exhausted" or "billing_hard_limit_reached" or "billing_not_active" or "billing_error"
            or "insufficient_balance" or "Arrearage" or "BILLING_DISABLED"
            => FailureKind.QuotaExhausted,
        "invalid_api_key" or "authentication_error" or "invalid_authentication" or "permission_error" or "InvalidApiKey"
            or "API_KEY_INVALID" or "API_KEY_EXPIRED" or "API_KEY_SERVICE_BLOCKED" or "API_KEY_HTTP_REFERRER_BLOCKED"
            or "API_KEY_IP_ADDRESS_BLOCKED" or "SERVICE_DISABLED" or "CONSUMER_SUSPENDED" or "CONSUMER_INVALID" or "ACCESS_TOKEN_EXPIRED"
            or "UnrecognizedClientException" or "AccessDeniedException" or "ExpiredTokenException" or "InvalidSignatureException"
            or "MissingAuthenticationTokenException" or "IncompleteSignatureException" or "ExpiredToken" or "SignatureDoesNotMatch"
            or "IncompleteSignature" or "MissingAuthenticationToken" or "InvalidClientTokenId" or "OptInRequired" or "RequestExpired"
                or "NotAuthorized"
            => FailureKind.Unauthorized,
        "model_not_found" or "DeploymentNotFound" or "model_decommissioned" or "model_deprecated" or "model_terms_required"
            or "invalid_model"
            => FailureKind.ModelNotFound,
        "content_filter" or "content_policy_violation" or "ResponsibleAIPolicyViolation" or "moderation_blocked" or "invalid_prompt"
            or "data_inspection_failed" or "DataInspectionFailed"
            => FailureKind.ContentRefused,
        "unsupported_parameter" or "unsupported_value" or "not_supported_error" or "OperationNotSupported" or "unsupported_model"
            => FailureKind.Unsupported,
        "slow_down" or "server_is_overloaded" or "overloaded_error" or "api_error" or "timeout_error" or "provider_overloaded"
            or "provider_unavailable" or "ServiceUnavailableException" or "InternalServerException" or "ModelNotReadyException"
            or "ModelTimeoutException" or "ModelErrorException" or "ModelStreamErrorException" or "InternalFailure" or "ServiceUnavailable"
            or "InternalError"
            => FailureKind.Unavailable,
        "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "ServiceQuotaExceededException" => FailureKind.RateLimited,
        "ResourceNotFoundException" => FailureKind.ModelNotFound,
        "UnknownOperationException" => FailureKind.InvalidRequest,
        "invalid_function_parameters" or "invalid_json_schema" or "extra_forbidden" or "missing" or "unknown_parameter"
            or "missing_required_parameter"
            or "string_type" or "int_type" or "float_type" or "bool_type" or "list_type" or "dict_type" or "int_parsing" or "float_parsing"
            or "bool_parsing" or "json_invalid" or "literal_error"
            => FailureKind.InvalidRequest,
        "tool_use_failed" or "json_validate_failed" => FailureKind.Malformed,
        _ when Ends(code, "spend_limit_exceeded") || Ends(code, "usage_limit_exceeded") || Ends(code, "spend_limit_reached")
            => FailureKind.QuotaExhausted,
        _ => null,
    };

    /// <summary>
    /// Whether the code says no more than that the provider failed. A status that says more is believed instead: proxies and compatible
    /// servers send such a code with every status.
    /// </summary>
    public static bool IsGeneric(string? code) => code is "api_error" or "timeout_error" or "provider_unavailable"
        or "ServiceUnavailableException" or "ServiceUnavailable" or "InternalServerException" or "InternalFailure" or "InternalError";

    /// <summary>The meanings of codes that a status or a message explains better, where either says anything.</summary>
    public static FailureKind? FindAlone(string? code) => code switch
    {
        "rate_limit_exceeded" or "rate_limit_error" or "rate_limited" or "too_many_requests" or "tokens" or "requests"
            => FailureKind.RateLimited,
        "unauthorized" => FailureKind.Unauthorized,
        "payment_required" => FailureKind.QuotaExhausted,
        "not_found_error" => FailureKind.ModelNotFound,
        _ => null,
    };

    /// <summary>Whether the code means that the provider is overloaded, not broken.</summary>
    public static bool IsOverload(string? code) =>
        code is "slow_down" or "server_is_overloaded" or "overloaded_error" or "provider_overloaded" or "UNAVAILABLE"
            or "ModelNotReadyException";

    private static bool Ends(string code, string end) => code.EndsWith(end, StringComparison.Ordinal);
}
