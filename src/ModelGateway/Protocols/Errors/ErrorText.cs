using System.Net;
using ModelGateway.Failures;

namespace ModelGateway.Protocols.Errors;

/// <summary>Writes a failure's message: its meaning, then the provider's message, shortened and without keys.</summary>
internal static class ErrorText
{
    /// <summary>The name in messages of a provider that has none.</summary>
    public const string AnyService = "The provider";

    private const int LongestMessage = 1000;

    public static string Format(FailureKind kind, int? status, in ErrorFacts facts, string service)
    {
        string said = facts.Message?.Trim() is { Length: > 0 } message ? message : facts.Code ?? facts.Type ?? DescribeStatus(status);
        if (facts.Message is null && status is not null)
        {
            said = DescribeStatus(status);
        }

        string meaning = status is >= 300 and < 400 ? $"{service} redirects, which is not followed: check the Endpoint"
            : Describe(kind, service, IsOverload(status, facts));
        return $"{meaning}: {Redaction.MaskKeys(ShortText.Shorten(said, LongestMessage))}";
    }

    /// <summary>The beginning of a failure's message.</summary>
    public static string Describe(FailureKind kind, string service = AnyService, bool overloaded = false) => kind switch
    {
        FailureKind.RateLimited => $"{service} limits the rate",
        FailureKind.Unauthorized => $"{service} refused the key",
        FailureKind.QuotaExhausted when service == AnyService => "The provider account has no credit left or reached its spending limit",
        FailureKind.QuotaExhausted => $"The {service} account has no credit left or reached its spending limit",
        FailureKind.ModelNotFound => $"{service} does not serve the model",
        FailureKind.ContextTooLong => "The input is longer than the model accepts",
        FailureKind.ContentRefused => $"{service}'s content filter refused the request",
        FailureKind.InvalidRequest => $"{service} found the request invalid",
        FailureKind.Unsupported => "The model does not support what the request asks for",
        FailureKind.Malformed => "The model answered in a form that the provider could not use",
        FailureKind.Unavailable when overloaded => $"{service} is overloaded",
        _ => $"{service} failed",
    };

    private static bool IsOverload(int? status, in ErrorFacts facts) =>
        status is 529 || ErrorCodes.IsOverload(facts.Code) || ErrorCodes.IsOverload(facts.Type) || ErrorCodes.IsOverload(facts.Status);

    private static string DescribeStatus(int? status) => status switch
    {
        null => "the provider gave no reason.",
        _ when Enum.IsDefined((HttpStatusCode)status) => $"HTTP {status} ({(HttpStatusCode)status}).",
        _ => $"HTTP {status}.",
    };
}
