using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Anthropic;

/// <summary>Anthropic's errors, by their <c>type</c>. <see cref="AnthropicErrorReader"/> reads them and their details.</summary>
internal static class AnthropicErrors
{
    public static IReadOnlyList<WireError> Answers { get; } =
    [
        new(FailureKind.InvalidRequest, 400, "invalid_request_error"),
        new(FailureKind.Unauthorized, 401, "authentication_error"),
        new(FailureKind.QuotaExhausted, 402, "billing_error"),
        new(FailureKind.ModelNotFound, 404, "not_found_error"),
        new(FailureKind.ContextTooLong, 413, "request_too_large"),
        new(FailureKind.RateLimited, 429, "rate_limit_error"),
        new(FailureKind.Unavailable, 529, "overloaded_error"),
    ];
}
