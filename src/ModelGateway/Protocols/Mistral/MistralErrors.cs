using System.Text.Json;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.OpenAIChat;

namespace ModelGateway.Protocols.Mistral;

/// <summary>
/// Mistral's errors: <c>{"object":"error","message","type","code","raw_status_code"}</c>, also in an answer that came with a status of success.
/// </summary>
internal static class MistralErrors
{
    /// <summary>The errors by their <c>type</c>, or by their message where the type does not tell them apart.</summary>
    public static IReadOnlyList<WireError> Answers { get; } =
    [
        new(FailureKind.InvalidRequest, 400, "invalid_request_error"),
        new(FailureKind.ContextTooLong, 400, "The prompt is too large for model with this maximum context length"),
        new(FailureKind.ModelNotFound, 400, "invalid_model"),
        new(FailureKind.Unauthorized, 401, "unauthorized"),
        new(FailureKind.QuotaExhausted, 402, "payment_required"),
        new(FailureKind.ContentRefused, 403, "The request was blocked by a guardrail."),
        new(FailureKind.RateLimited, 429, "rate_limited"),
        new(FailureKind.Unavailable, 503, "unreachable_backend"),
    ];

    /// <summary>Reads a body that is an error although the status said success.</summary>
    public static ProviderException Within(ReadOnlySpan<byte> body) => new(ErrorReader.Read(statusCode: null, body));

    /// <summary>Reads the value of <c>object</c>, and returns the error that the whole body is if that says so.</summary>
    public static ProviderException? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        bool isError = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(OpenAIChatNames.Error);
        reader.Skip();
        return isError ? Within(body) : null;
    }
}
