using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>OpenAI's errors, by their <c>code</c>. <see cref="ErrorCodes"/> knows the other codes that are read.</summary>
internal static class ResponsesErrors
{
    public static IReadOnlyList<WireError> Answers { get; } =
    [
        new(FailureKind.InvalidRequest, 400, "invalid_value"),
        new(FailureKind.ContextTooLong, 400, "context_length_exceeded"),
        new(FailureKind.ContentRefused, 400, "content_filter"),
        new(FailureKind.Unsupported, 400, "unsupported_parameter"),
        new(FailureKind.Unauthorized, 401, "invalid_api_key"),
        new(FailureKind.ModelNotFound, 400, "model_not_found"),
        new(FailureKind.RateLimited, 429, "rate_limit_exceeded"),
        new(FailureKind.QuotaExhausted, 429, "insufficient_quota"),
        new(FailureKind.Unavailable, 503, "server_is_overloaded"),
    ];
}
