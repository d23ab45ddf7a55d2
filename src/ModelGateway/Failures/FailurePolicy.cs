namespace ModelGateway.Failures;

/// <summary>The table of what each kind of failure leads to, and whether it speaks against the deployment's health.</summary>
internal static class FailurePolicy
{
    public static FailureResponse Respond(FailureKind kind, bool failOverWhenRefused) => kind switch
    {
        FailureKind.InvalidRequest => FailureResponse.Stop,
        FailureKind.ContentRefused => failOverWhenRefused ? FailureResponse.NextDeployment : FailureResponse.Stop,
        FailureKind.RateLimited or FailureKind.Unauthorized or FailureKind.QuotaExhausted => FailureResponse.OtherKey,
        FailureKind.ContextTooLong => FailureResponse.LargerWindow,
        _ => FailureResponse.NextDeployment,
    };

    /// <summary>A rate that the request alone exceeds: no waiting makes it smaller, but another deployment may allow more.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inputTokens">The tokens that the request has at least: one that may fit is tried again later.</param>
    public static ProviderFailure AgainstQuota(ProviderFailure failure, long inputTokens) =>
        failure is { Kind: FailureKind.RateLimited, TokenQuota: { } quota } && inputTokens > quota
            ? failure with { Kind = FailureKind.Unsupported, ContextLimit = quota, RequestedTokens = inputTokens }
            : failure;

    /// <summary>
    /// Whether the failure counts towards the deployment's circuit breaker. Faults of the request or of a key do not; tokens, of which every
    /// attempt asks for one, have nothing else that counts how often they are refused.
    /// </summary>
    public static bool CountsAsDeploymentFailure(FailureKind kind, bool usesTokens) => (usesTokens && kind == FailureKind.Unauthorized) || kind is
        FailureKind.Unknown or FailureKind.Unavailable or FailureKind.Timeout or FailureKind.Truncated or FailureKind.Malformed
        or FailureKind.ModelNotFound;

    /// <summary>Whether the provider may have billed an attempt that ended so without reporting usage.</summary>
    public static bool MayHaveBeenBilled(FailureKind kind) => kind is FailureKind.Timeout or FailureKind.Truncated or FailureKind.Malformed;
}
