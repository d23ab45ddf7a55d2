using System.Net.Http.Headers;
using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Protocols.Gemini;

/// <summary>
/// Reads Google's error form, <c>{"error":{"code","message","status","details"}}</c>, which streams may wrap in an array.
/// </summary>
internal static class GeminiErrorReader
{
    private const string Service = "Gemini";

    public static ProviderFailure Read(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = ErrorReader.Create(statusCode, Google(ErrorBody.Read(body)), now, Service);
        return failure with
        {
            RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter,
            ProviderRequestId = RetryHint.Header(headers, "x-request-id"),
        };
    }

    /// <summary>Reads an error that came with a status of success or within a stream.</summary>
    public static ProviderFailure ReadEmbedded(ReadOnlySpan<byte> json)
    {
        ErrorFacts facts = ErrorBody.Read(json);
        return facts is { Message: null, Code: null } && string.IsNullOrEmpty(facts.Status)
            ? ProtocolError.Malformed("It is neither an answer nor an error.").Failure
            : ErrorReader.Create(null, Google(facts), null, Service);
    }

    // A status, even an empty one, marks the error as Google's: its words are then read as Google means them.
    private static ErrorFacts Google(ErrorFacts facts) => facts with { Status = facts.Status ?? "" };
}
