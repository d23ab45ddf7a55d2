using ModelGateway.Diagnostics;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Resilience;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>What one attempt says about the health of its deployment: to the breaker, to the key, and of the latency.</summary>
/// <param name="request">The request.</param>
/// <param name="deployment">The deployment.</param>
/// <param name="isProbe">Whether the attempt holds the breaker's probe.</param>
internal readonly ref struct AttemptHealth(GatewayRequest request, Deployment deployment, bool isProbe)
{
    private CircuitBreaker Breaker => deployment.Health.Breaker(request.Kind);

    public void OnFirstContent(TimeSpan time)
    {
        deployment.Health.ObserveFirstToken(time);
        OnAnswer();
    }

    /// <summary>
    /// The deployment is alive as soon as it answers: other requests need not wait until a probe's long stream has ended.
    /// </summary>
    public void OnAnswer() => Breaker.OnSuccess(isProbe);

    /// <summary>The attempt ended without a verdict on the deployment.</summary>
    public void ReleaseProbe() => Breaker.ReleaseProbe(isProbe);

    public void OnFailure(in AdmissionGrant grant, ProviderFailure failure)
    {
        TimeProvider time = request.Runtime.Time;
        long now = time.GetTimestamp();
        CircuitBreaker breaker = Breaker;
        deployment.KeysFor(request.Kind).Report(grant.Key, failure, time, now);
        if (!FailurePolicy.CountsAsDeploymentFailure(failure.Kind, deployment.Client.UsesTokens))
        {
            breaker.ReleaseProbe(isProbe);
        }
        else if (breaker.OnFailure(deployment.Breaker, failure.RetryAfter, isProbe, grant.AdmittedAt, time, now))
        {
            request.Runtime.Logger.BreakerOpened(deployment.Name, breaker.Failures);
        }

        if (RestAfter(failure) is { } rest)
        {
            TimeSpan longest = deployment.Breaker.LongestOpen;
            breaker.Rest(rest < longest ? rest : longest, time, now);
        }
    }

    // A key that is rate limited rests by itself. A deployment rests as a whole if it is overloaded or has no keys of ours (a wrapped
    // client). A refused token leaves nothing to rest: the next attempt asks for another.
    private TimeSpan? RestAfter(ProviderFailure failure) => failure.Kind switch
    {
        FailureKind.Unavailable => failure.RetryAfter,
        FailureKind.Unauthorized when deployment.Client.UsesTokens => null,
        _ when deployment.Keys.Count == 0 => KeyPool.RestAfter(failure),
        _ => null,
    };
}
