using System.Globalization;
using System.Net.Http.Headers;
using ModelGateway.Failures;

namespace ModelGateway.Providers.Anthropic;

/// <summary>Reads errors: answers with a failing status, and error events within a stream.</summary>
internal static class AnthropicErrorReader
{
    public static ProviderFailure Read(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        AnthropicError error = Parse(body);
        FailureKind kind = AnthropicErrorKinds.Find(error, statusCode);
        return new ProviderFailure(kind, Describe(kind, error, statusCode))
        {
            StatusCode = statusCode,
            Code = error.Code ?? error.Type,
            RetryAfter = RetryHint.Read(headers, now) ?? RegainAccess(error.Message, now),
            ProviderRequestId = error.RequestId ?? RetryHint.Header(headers, "request-id"),
        };
    }

    /// <summary>Reads <c>{"type":"error","error":{…}}</c> where there is no status.</summary>
    public static ProviderFailure ReadEvent(ReadOnlySpan<byte> data)
    {
        AnthropicError error = Parse(data);
        FailureKind kind = AnthropicErrorKinds.Find(error, statusCode: null);
        return new ProviderFailure(kind, Describe(kind, error, statusCode: null))
        {
            Code = error.Code ?? error.Type,
            ProviderRequestId = error.RequestId,
        };
    }

    private static AnthropicError Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return AnthropicError.Read(body);
        }
        catch (Exception exception) when (AnthropicFaults.IsFromJson(exception))
        {
            // HTML, nothing, or cut off: the status has to do.
            return new AnthropicError();
        }
    }

    private static string Describe(FailureKind kind, AnthropicError error, int? statusCode)
    {
        string meaning = kind switch
        {
            FailureKind.Unavailable => error.Type == "overloaded_error" || statusCode == 529 ? "Anthropic is overloaded" : "Anthropic is unavailable",
            FailureKind.RateLimited => "Anthropic limits the rate",
            FailureKind.Unauthorized => "Anthropic refused the key",
            FailureKind.QuotaExhausted => "The Anthropic account has no credit or has reached its spending limit",
            FailureKind.ModelNotFound => "Anthropic does not serve the model",
            FailureKind.ContextTooLong => "The input is too long for the model",
            FailureKind.ContentRefused => "Anthropic's content filter refused the request",
            FailureKind.Unsupported => "The model or Anthropic cannot do what the request asks",
            FailureKind.InvalidRequest => "Anthropic refused the request",
            _ => "Anthropic failed",
        };
        string said = error.Message is { Length: > 0 } message ? Redaction.MaskKeys(message)
            : statusCode is { } status ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status} without a readable message")
            : error.Type ?? "no reason was given";
        return $"{meaning}: {said}";
    }

    // "You will regain access on 2026-07-01 at 00:00 UTC."
    private static TimeSpan? RegainAccess(string? message, DateTimeOffset now)
    {
        const string Words = "regain access on ";
        int at = message?.IndexOf(Words, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = message.AsSpan(at + Words.Length);
        return rest.Length >= 10
            && DateTimeOffset.TryParseExact(
                rest[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            && date > now
                ? date - now
                : null;
    }
}
