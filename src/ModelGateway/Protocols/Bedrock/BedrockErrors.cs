using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>
/// Bedrock's errors, by the name of the exception. <see cref="BedrockErrorKinds"/> tells apart the failures that share a name.
/// </summary>
internal static class BedrockErrors
{
    public static IReadOnlyList<WireError> Answers { get; } =
    [
        new(FailureKind.InvalidRequest, 400, "ValidationException"),
        new(FailureKind.Unauthorized, 403, "UnrecognizedClientException"),
        new(FailureKind.ModelNotFound, 404, "ResourceNotFoundException"),
        new(FailureKind.RateLimited, 429, "ThrottlingException"),
        new(FailureKind.Unavailable, 503, "ServiceUnavailableException"),
    ];
}
