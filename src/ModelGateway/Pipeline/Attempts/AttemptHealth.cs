using ModelGateway.Diagnostics;
using ModelGateway.Failures;
using ModelGateway.Keys;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Resilience;

namespace ModelGateway.Pipeline.Attempts;

/// <summary>What one attempt says about the health of its deployment: to the breaker, to the key, and of the latency.</summary>
/// <param name="request">The request.</param>
/// <param name="grant">What the attempt was admitted with.</param>
internal readonly ref struct AttemptHealth(GatewayRequest request, ref readonly AdmissionGrant grant)
{
    private readonly ref readonly AdmissionGrant _grant = ref grant;

    private Deployment Deployment => _grant.Deployment;

    private CircuitBreaker Breaker => Deployment.Health.Breaker(request.Kind);

    private KeyPool Keys => Deployment.KeysFor(request.Kind);

    public void OnFirstContent(TimeSpan time, long now)
    {
        Deployment.Health.ObserveFirstToken(time);
        OnAnswer(now);
    }

    /// <summary>
    /// The deployment is alive as soon as it answers: other requests need not wait until a probe's long stream has ended.
    /// </summary>
    public void OnAnswer(long now)
    {
        Breaker.OnAnswer(At(now), _grant.IsProbe);
        Keys.OnAnswer(_grant.Key, _grant.AdmittedAt);
    }

    /// <summary>The attempt ended without a verdict on the deployment.</summary>
    public void ReleaseProbe()
    {
        Breaker.ReleaseProbe(_grant.IsProbe);
        Keys.Release(_grant.Key);
    }

    public void OnFailure(ProviderFailure failure)
    {
        TimeProvider time = request.Runtime.Time;
        long now = time.GetTimestamp();
        BreakerMoment at = At(now);
        bool usesTokens = Deployment.Client.UsesTokens;
        if (usesTokens && failure.Kind == FailureKind.Unauthorized)
        {
            // A refused token leaves nothing to rest: the next attempt asks for another.
            Keys.Release(_grant.Key);
        }
        else
        {
            Keys.Report(_grant.Key, failure, _grant.AdmittedAt, new KeyMoment(time, now));
        }

        CircuitBreaker breaker = Breaker;
        if (!FailurePolicy.CountsAsDeploymentFailure(failure.Kind, usesTokens))
        {
            breaker.ReleaseProbe(_grant.IsProbe);
        }
        else if (breaker.OnFailure(at, failure, _grant.IsProbe, _grant.AdmittedAt))
        {
            request.Runtime.Logger.BreakerOpened(Deployment.Name, breaker.Failures, failure.Message);
        }

        // What an overloaded deployment asks for changes the order alone: it may well answer the next call.
        if (failure is { Kind: FailureKind.Unavailable, RetryAfter: { } rest })
        {
            breaker.Rest(failure, rest < KeyHealth.LongestHint ? rest : KeyHealth.LongestHint, at);
        }
    }

    private BreakerMoment At(long now) => new(Deployment.Breaker, request.Runtime.Time, now);
}
