using System.Net.Http.Headers;
using System.Text.Json;
using ModelGateway.Failures;

namespace ModelGateway.Providers.Gemini;

/// <summary>
/// Reads and classifies Google's error form, <c>{"error":{"code","message","status","details"}}</c>, which streams may wrap in an array.
/// </summary>
internal static class GeminiErrorReader
{
    private const int MaxMessageLength = 1000;

    public static ProviderFailure Read(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        GeminiError error = Parse(body);
        return Create(statusCode, error) with
        {
            StatusCode = statusCode,
            RetryAfter = RetryHint.Read(headers, now) ?? error.RetryDelay,
            ProviderRequestId = RetryHint.Header(headers, "x-request-id"),
        };
    }

    /// <summary>Reads an error that came with a status of success or within a stream.</summary>
    public static ProviderFailure ReadEmbedded(ReadOnlySpan<byte> json)
    {
        GeminiError error = Parse(json);
        return error is { Message: null, Status: null, Code: 0 }
            ? new ProviderFailure(FailureKind.Malformed, "Gemini sent an answer that breaks its protocol: neither an answer nor an error.")
            : Create(error.Code, error) with { RetryAfter = error.RetryDelay };
    }

    private static GeminiError Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return GeminiError.Parse(JsonElement.Parse(body));
        }
        catch (Exception exception) when (GeminiJson.IsMalformed(exception))
        {
            return default;
        }
    }

    private static ProviderFailure Create(int statusCode, in GeminiError error)
    {
        FailureKind kind = GeminiFailureKinds.Classify(statusCode, error);
        string meaning = kind switch
        {
            FailureKind.Unavailable => "Gemini is unavailable",
            FailureKind.RateLimited => "Gemini limits the rate",
            FailureKind.Unauthorized => "Gemini refused the key",
            FailureKind.QuotaExhausted => "Gemini's account has no credit left or has reached its spending limit",
            FailureKind.ModelNotFound => "Gemini does not serve the model",
            FailureKind.InvalidRequest => "Gemini refused the request as invalid",
            FailureKind.ContextTooLong => "The input is too long for the model",
            FailureKind.ContentRefused => "Gemini's content filter refused the request",
            FailureKind.Unsupported => "Gemini cannot do what the request needs",
            _ => "Gemini failed",
        };
        string message = string.IsNullOrWhiteSpace(error.Message)
            ? $"{meaning} (status {statusCode})."
            : $"{meaning}: {Clean(error.Message)}";
        if (error.Quota is { } quota)
        {
            message += $" [{quota}]";
        }

        return new ProviderFailure(kind, message) { Code = error.Reason ?? error.Quota?.Id ?? error.Status };
    }

    private static string Clean(string message)
    {
        string masked = Redaction.MaskKeys(message.Trim());
        return masked.Length <= MaxMessageLength ? masked : string.Concat(masked.AsSpan(0, MaxMessageLength), "…");
    }
}
