using System.Text.RegularExpressions;

namespace ModelGateway.Failures;

/// <summary>Decides what is tried after each kind of failure, and which failures count against the deployment's health.</summary>
internal static partial class FailurePolicy
{
    public static FailureResponse Respond(FailureKind kind, bool failOverWhenRefused) => kind switch
    {
        FailureKind.InvalidRequest => FailureResponse.Stop,
        FailureKind.ContentRefused => failOverWhenRefused ? FailureResponse.NextDeployment : FailureResponse.Stop,
        FailureKind.RateLimited or FailureKind.Unauthorized or FailureKind.QuotaExhausted => FailureResponse.OtherKey,
        FailureKind.ContextTooLong => FailureResponse.LargerWindow,
        _ => FailureResponse.NextDeployment,
    };

    /// <summary>
    /// Reclassifies a rate limit that the request alone exceeds: waiting does not help, but another deployment may have a higher limit.
    /// </summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inputTokens">The fewest tokens that the request can have. A request that may fit is tried again later.</param>
    public static ProviderFailure AgainstQuota(ProviderFailure failure, long inputTokens) =>
        failure is { Kind: FailureKind.RateLimited, TokenQuota: { } quota } && inputTokens > quota
            ? failure with { Kind = FailureKind.Unsupported, ContextLimit = quota, RequestedTokens = inputTokens }
            : failure;

    /// <summary>
    /// Whether the failure counts towards the deployment's circuit breaker. Faults of the request or of a key do not. A refused token from
    /// a callback does: it belongs to no key, so that nothing else counts how often tokens are refused.
    /// </summary>
    public static bool CountsAsDeploymentFailure(FailureKind kind, bool usesTokens) =>
        (usesTokens && kind == FailureKind.Unauthorized)
        || kind is FailureKind.Unknown or FailureKind.Unavailable or FailureKind.Timeout or FailureKind.Truncated
            or FailureKind.Malformed or FailureKind.ModelNotFound;

    /// <summary>
    /// Whether a refusal with status 403 names the model, the region or the content. It then says nothing of the key.
    /// </summary>
    public static bool IsAboutDeployment(ProviderFailure failure) =>
        failure is { Kind: FailureKind.Unauthorized, StatusCode: 403 }
        && (DeploymentWords().IsMatch(failure.Message) || (failure.Code is { } code && DeploymentWords().IsMatch(code)));

    /// <summary>Whether the provider may have billed an attempt that ended with this failure and reported no usage.</summary>
    public static bool MayHaveBeenBilled(FailureKind kind) => kind is FailureKind.Timeout or FailureKind.Truncated or FailureKind.Malformed;

    [GeneratedRegex(
        "(?<![a-z])(?:model|region|country|territory|location|content|moderation|guardrail)s?(?![a-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeploymentWords();
}
