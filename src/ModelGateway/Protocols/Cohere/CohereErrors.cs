using ModelGateway.Protocols.Errors;

namespace ModelGateway.Protocols.Cohere;

/// <summary>Cohere's errors: a status and a message, without codes; also in an answer that came with a status of success.</summary>
internal static class CohereErrors
{
    public static IReadOnlyList<WireError> Answers { get; } =
    [
        new(FailureKind.InvalidRequest, 400, "invalid request"),
        new(FailureKind.ContextTooLong, 400, "too many tokens: the prompt exceeds the context length. Try using a shorter prompt."),
        new(FailureKind.ContentRefused, 400, "invalid request: the prompt was blocked by a content filter"),
        new(FailureKind.Unauthorized, 401, "invalid api token"),
        new(FailureKind.QuotaExhausted, 402, "Please add or update your payment method to continue"),
        new(FailureKind.ModelNotFound, 404,
            "model not found, make sure the correct model ID was used and that you have access to the model."),
        new(FailureKind.RateLimited, 429, "trial key rate limit exceeded"),
        new(FailureKind.Unavailable, 503, "service unavailable, please try again later"),
    ];

    public static ProviderException Within(string message) =>
        new(ErrorReader.Create(statusCode: null, new ErrorFacts { Message = message }));
}
