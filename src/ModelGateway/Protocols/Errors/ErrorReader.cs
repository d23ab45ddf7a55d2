using System.Globalization;
using System.Net.Http.Headers;
using ModelGateway.Failures;
using ModelGateway.Protocols.RateLimiting;

namespace ModelGateway.Protocols.Errors;

/// <summary>Reads errors of every provider: their meaning, their facts, and the message for the caller.</summary>
internal static class ErrorReader
{
    /// <summary>Reads an answer with a failing status, including its headers.</summary>
    /// <param name="statusCode">The status.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="body">The answer's body: JSON, HTML or text.</param>
    /// <param name="now">The time against which dates are measured.</param>
    /// <param name="service">What the provider is called in the message.</param>
    /// <param name="requestIdHeader">The header that names the request.</param>
    public static ProviderFailure Read(
        int statusCode,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        DateTimeOffset now,
        string service = ErrorText.AnyService,
        string requestIdHeader = "x-request-id")
    {
        ProviderFailure failure = Create(statusCode, ErrorBody.Read(body), now, service);
        return failure with
        {
            ProviderRequestId = failure.ProviderRequestId ?? RetryHint.Header(headers, requestIdHeader),
            RetryAfter = RetryHint.Read(headers, now) ?? failure.RetryAfter,
        };
    }

    /// <summary>Reads an error's body; <paramref name="statusCode"/> is null for an error within an answer that began well.</summary>
    public static ProviderFailure Read(int? statusCode, ReadOnlySpan<byte> body) => Create(statusCode, ErrorBody.Read(body));

    /// <summary>Reads the value of <c>error</c> within an answer that began well; null where it says nothing.</summary>
    public static ProviderFailure? FindWithin(ReadOnlySpan<byte> error) =>
        ErrorBody.Read(error) is { IsEmpty: false } facts ? Create(statusCode: null, facts) : null;

    /// <summary>Makes the failure of facts that were read elsewhere, e.g. from headers.</summary>
    /// <param name="statusCode">The status; null for an error within an answer that began well.</param>
    /// <param name="facts">The facts.</param>
    /// <param name="now">The time against which dates are measured; null where none can be.</param>
    /// <param name="service">What the provider is called in the message.</param>
    /// <param name="meaning">The meaning, where only this provider uses these words; null to find it by the common rules.</param>
    public static ProviderFailure Create(
        int? statusCode, in ErrorFacts facts, DateTimeOffset? now = null, string service = ErrorText.AnyService,
        FailureKind? meaning = null)
    {
        int? status = statusCode ?? facts.StatusCode;
        FailureKind kind = meaning ?? ErrorKinds.Classify(status, facts);
        ContextOverflow overflow = !facts.Overflow.IsEmpty ? facts.Overflow
            : ContextOverflow.Find(facts.Message) ?? RateOverflow.Find(facts.Message);
        return new ProviderFailure(kind, ErrorText.Format(kind, status, facts, service))
        {
            StatusCode = statusCode,
            Code = CodeOf(facts),
            RetryAfter = facts.RetryAfter ?? RetryWords.Find(facts.Message, now),
            ProviderRequestId = facts.RequestId,
            ContextLimit = overflow.Limit,
            RequestedTokens = overflow.Requested,
            TokenQuota = facts.TokenQuota,
            QuotaPeriod = kind is FailureKind.RateLimited or FailureKind.Unsupported
                ? facts.QuotaPeriod ?? QuotaPeriods.Find(facts.Message) : null,
        };
    }

    // A code that only repeats the status tells less than the type.
    private static string? CodeOf(in ErrorFacts facts) =>
        facts.Status is not null ? facts.InnerCode ?? facts.Status
        : facts.StatusCode is { } status && facts.Code == status.ToString(CultureInfo.InvariantCulture) ? facts.Type ?? facts.Code
        : facts.Code ?? facts.InnerCode ?? facts.Type;
}
