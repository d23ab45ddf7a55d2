using System.Globalization;
using System.Net.Http.Headers;
using ModelGateway.Failures;
using ModelGateway.Providers.Faults;

namespace ModelGateway.Providers.Bedrock;

/// <summary>Reads errors: answers with a failing status, and exceptions within a stream.</summary>
internal static class BedrockErrorReader
{
    private const int LongestMessage = 1000;

    public static ProviderFailure Read(int statusCode, HttpResponseHeaders headers, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        Read(statusCode, BedrockError.ShortType(RetryHint.Header(headers, "x-amzn-errortype")), body) with
        {
            RetryAfter = RetryHint.Read(headers, now),
            ProviderRequestId = RetryHint.Header(headers, "x-amzn-requestid"),
        };

    /// <param name="statusCode">The status; null within an answer that began well.</param>
    /// <param name="type">The type that the header or the frame names.</param>
    /// <param name="body">The body.</param>
    public static ProviderFailure Read(int? statusCode, string? type, ReadOnlySpan<byte> body)
    {
        BedrockError error = BedrockError.Read(body);
        return Create(statusCode, type ?? error.Type, error.Message, error.OriginalStatus);
    }

    /// <summary>An error whose words are no JSON.</summary>
    public static ProviderFailure ReadText(string code, string message) => Create(null, code, message, null);

    private static ProviderFailure Create(int? statusCode, string? type, string? message, int? originalStatus)
    {
        message = Tell(message);
        FailureKind kind = BedrockErrorKinds.Find(type, message ?? "", statusCode, originalStatus);
        string said = message
            ?? (statusCode is { } status ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status} without a readable message") : type)
            ?? "no reason was given";
        string what = BedrockErrorKinds.IsClock(type, message ?? "")
            ? "The time of the signature was refused (is this machine's clock right?)"
            : ErrorText.Describe(kind);
        return new ProviderFailure(kind, $"{what}: {Redaction.MaskKeys(said)}") { StatusCode = statusCode, Code = type };
    }

    // A signature that does not match is answered with the whole request in canonical form, the session's token included.
    private static string? Tell(string? message)
    {
        if (string.IsNullOrEmpty(message))
        {
            return null;
        }

        int canonical = message.IndexOf("The Canonical String", StringComparison.Ordinal);
        message = canonical > 0 ? message[..canonical].TrimEnd() : message;
        return message.Length <= LongestMessage ? message : string.Concat(message.AsSpan(0, LongestMessage), "…");
    }
}
