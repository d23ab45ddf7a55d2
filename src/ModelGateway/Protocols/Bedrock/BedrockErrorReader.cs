using System.Net.Http.Headers;
using ModelGateway.Failures;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Protocols.Bedrock;

/// <summary>Reads errors: answers with a failing status, and exceptions within a stream.</summary>
internal static class BedrockErrorReader
{
    public static ProviderFailure Read(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        ProviderFailure failure = Read(statusCode, BedrockError.ShortType(RetryHint.Header(headers, "x-amzn-errortype")), body, now);
        return failure with
        {
            RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter,
            ProviderRequestId = RetryHint.Header(headers, "x-amzn-requestid"),
        };
    }

    /// <param name="statusCode">The status; null within an answer that began well.</param>
    /// <param name="type">The type that the header or the frame names.</param>
    /// <param name="body">The body.</param>
    /// <param name="now">The time against which dates are measured.</param>
    public static ProviderFailure Read(int? statusCode, string? type, ReadOnlySpan<byte> body, DateTimeOffset? now = null)
    {
        BedrockError error = BedrockError.Read(body);
        return Create(statusCode, error.Facts with { Type = type ?? error.Facts.Type }, error.OriginalStatus, now);
    }

    /// <summary>Reads an error that is text and not JSON.</summary>
    public static ProviderFailure ReadText(string code, string message) =>
        Create(null, new ErrorFacts { Type = code, Message = message }, null, null);

    private static ProviderFailure Create(int? statusCode, ErrorFacts facts, int? originalStatus, DateTimeOffset? now)
    {
        facts = facts with { Message = WithoutRequest(facts.Message) };
        if (BedrockErrorKinds.IsClock(facts.Type, facts.Message ?? ""))
        {
            facts = facts with { Message = "The time of the signature was refused (is this machine's clock right?): " + facts.Message };
        }

        return ErrorReader.Create(statusCode, facts, now, meaning: BedrockErrorKinds.Find(statusCode, facts, originalStatus));
    }

    // The answer to a wrong signature repeats the whole canonical request, the session token included, so it is not shown.
    private static string? WithoutRequest(string? message)
    {
        int canonical = message?.IndexOf("The Canonical String", StringComparison.Ordinal) ?? -1;
        return canonical > 0 ? message![..canonical].TrimEnd() : message;
    }
}
