using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Gemini;

/// <summary>Google's errors, by the name of their <c>status</c>. <see cref="GeminiErrorReader"/> also reads their details.</summary>
internal static class GeminiErrors
{
    public static IReadOnlyList<WireError> Answers { get; } =
    [
        new(FailureKind.InvalidRequest, 400, "INVALID_ARGUMENT"),
        new(FailureKind.Unsupported, 400, "FAILED_PRECONDITION"),
        new(FailureKind.Unauthorized, 401, "UNAUTHENTICATED"),
        new(FailureKind.ModelNotFound, 404, "NOT_FOUND"),
        new(FailureKind.RateLimited, 429, "RESOURCE_EXHAUSTED"),
        new(FailureKind.Unavailable, 503, "UNAVAILABLE"),
    ];
}
