using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Routing;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class AttemptHealthTests
{
    [Fact]
    public void FailuresInARow_OpenTheBreaker_AndAnAnswerClosesIt()
    {
        using PipelineHarness harness = new(names: ["a"]);

        AdmissionTests.Fail(harness, FailureKind.Unavailable, 3);
        Assert.Equal(3, harness.Deployment("a").ConsecutiveFailures);
        StubOperation.Complete(harness.Begin());

        Assert.Equal(0, harness.Deployment("a").ConsecutiveFailures);
    }

    [Fact]
    public void StreamThatBreaksOff_CountsAsAnAnswerAndAsAFailure()
    {
        using PipelineHarness harness = new(names: ["a"]);
        for (int i = 0; i < CircuitBreakerOptions.Default.MinimumCalls; i++)
        {
            Attempt attempt = harness.Begin(new StubOperation { Streaming = true });
            attempt.OnFirstContent();
            attempt.Fail(new ProviderException(new ProviderFailure(FailureKind.Truncated, "cut")), default, committed: true);
        }

        // Half of all that is counted is answered, which is too little where another deployment is healthy.
        Assert.StartsWith("resting", harness.Pipeline.Explain(new StubOperation()).Candidates[0].HeldBackBy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.InvalidRequest)]
    [InlineData(FailureKind.ContentRefused)]
    [InlineData(FailureKind.ContextTooLong)]
    public void FailureOfTheRequest_DoesNotCountAgainstTheDeployment(FailureKind kind)
    {
        using PipelineHarness harness = new(names: ["a"]);

        AdmissionTests.Fail(harness, kind, 5);

        Assert.Equal(0, harness.Deployment("a").ConsecutiveFailures);
    }

    [Theory]
    [InlineData(FailureKind.Unavailable)]
    [InlineData(FailureKind.RateLimited)]
    public void DeploymentWithoutKeys_RestsAsAWhole_AsLongAsItSays(FailureKind kind)
    {
        using PipelineHarness harness = new(names: ["a"]);
        ProviderFailure failure = new(kind, "wait") { RetryAfter = TimeSpan.FromSeconds(7) };

        harness.Begin().Fail(new ProviderException(failure), default, committed: false);

        string rests = kind == FailureKind.RateLimited ? "rate limited for 7 s" : "resting for 7 s (Breaker)";
        Assert.Equal($"{rests}, as it last said wait", harness.Pipeline.Explain(new StubOperation()).Candidates[0].HeldBackBy);
    }

    [Fact]
    public void Rest_IsBounded()
    {
        using PipelineHarness harness = new(names: ["a"]);
        ProviderFailure failure = new(FailureKind.Unavailable, "wait") { RetryAfter = TimeSpan.FromDays(7) };

        harness.Begin().Fail(new ProviderException(failure), default, committed: false);
        harness.Time.Advance(TimeSpan.FromSeconds(301));

        Assert.Null(harness.Pipeline.Explain(new StubOperation()).Candidates[0].HeldBackBy);
    }

    [Fact]
    public void Probe_IsReleased_AtTheFirstContent()
    {
        using PipelineHarness harness = new(names: ["a"]);
        AdmissionTests.Fail(harness, FailureKind.Unavailable, 200);
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        Attempt probe = harness.Begin(new StubOperation { Streaming = true });
        Assert.Equal("being probed after failures (Breaker), as it last said down",
            harness.Pipeline.Explain(new StubOperation()).Candidates[0].HeldBackBy);

        probe.OnFirstContent();

        Assert.Null(harness.Pipeline.Explain(new StubOperation()).Candidates[0].HeldBackBy);
        probe.End(AttemptOutcome.Abandoned, default, committed: true);
        Assert.Equal(0, harness.Deployment("a").ConsecutiveFailures);
    }

    [Fact]
    public void ProbeThatWasAnswered_DoesNotReleaseALaterOne()
    {
        using PipelineHarness harness = new(names: ["a"]);
        AdmissionTests.Fail(harness, FailureKind.Unauthorized, 50);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Attempt answered = harness.Begin(new StubOperation { Streaming = true });
        answered.OnFirstContent();
        AdmissionTests.Fail(harness, FailureKind.Unauthorized, 50);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        harness.Begin();

        answered.End(AttemptOutcome.Abandoned, default, committed: true);

        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);
        Admission admission = new(request, plan, waiter: null);
        Assert.False(admission.TryAdmit(out _));
    }
}
