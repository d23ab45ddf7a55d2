using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Resilience;
using ModelGateway.Routing;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class AdmissionTests
{
    [Fact]
    public void FirstCandidate_IsAdmitted_AndHoldsItsPermit()
    {
        using PipelineHarness harness = new();
        GatewayRequest request = harness.Open(new StubOperation { RequestedOutputTokens = 100 });
        using RoutePlan plan = PipelineHarness.Plan(request);

        AdmissionGrant grant = PipelineHarness.Admit(request, plan);

        Assert.Equal("a", grant.Deployment.Name);
        Assert.Equal(100, grant.OutputLimit);
        Assert.Null(grant.Hold);
        Assert.Equal(1, harness.Deployment("a").InFlight);
        grant.Release(request);
        Assert.Equal(0, harness.Deployment("a").InFlight);
        request.Close(AttemptOutcome.Abandoned);
    }

    [Fact]
    public void CandidateAtItsLimit_IsSkipped_AndWaitingHelps()
    {
        using PipelineHarness harness = new(deployment: (_, options) => options.MaxConcurrency = 1, names: ["a"]);
        harness.Begin();
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);

        AdmissionRefusal refusal = Refused(request, plan);

        Assert.True(refusal.CanWait);
        Assert.Equal("at its limit of 1 requests in flight", Assert.Single(request.Receipt.Skipped).Reason);
    }

    [Fact]
    public void DeploymentThatAnswersNothing_IsASkip_WithTheTimeThatIsLeftAndTheCause()
    {
        using PipelineHarness harness = new(names: ["a"]);
        Fail(harness, FailureKind.Unavailable, 20 * CircuitBreakerOptions.Default.MinimumCalls);
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);

        AdmissionRefusal refusal = Refused(request, plan);

        Assert.False(refusal.CanWait);
        Assert.Equal(CircuitBreakerOptions.Default.ProbeInterval, refusal.RetryAfter);
        Assert.Equal("resting for 250 ms (Breaker), as it last said down", Assert.Single(request.Receipt.Skipped).Reason);
        Assert.Equal(
            "No deployment of 'chat' could take the request. a: resting for 250 ms (Breaker), as it last said down.",
            refusal.ToException(request).Message);
    }

    [Fact]
    public void DeploymentThatRests_ComesAfterTheHealthyOnes_AndStillTakesTheRequest()
    {
        using PipelineHarness harness = new(names: ["a", "b"]);
        for (int i = 0; i < CircuitBreakerOptions.Default.MinimumCalls; i++)
        {
            FailAt(harness, rank: 0);
        }

        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);

        Assert.Equal("b", PipelineHarness.Admit(request, plan).Deployment.Name);
        plan.MarkOut(1);
        Assert.Equal("a", PipelineHarness.Admit(request, plan).Deployment.Name);
    }

    [Fact]
    public void HealthyDeploymentAtItsLimit_IsWaitedFor_BeforeOneThatRests()
    {
        using PipelineHarness harness = new(deployment: (name, options) => options.MaxConcurrency = name == "b" ? 1 : null,
            names: ["a", "b"]);
        for (int i = 0; i < CircuitBreakerOptions.Default.MinimumCalls; i++)
        {
            FailAt(harness, rank: 0);
        }

        harness.Begin();
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);

        Assert.True(Refused(request, plan).CanWait);
        Admission admission = new(request, plan, waiter: null);
        Assert.True(admission.TryAdmitResting(out AdmissionGrant grant));
        Assert.Equal("a", grant.Deployment.Name);
    }

    [Fact]
    public void RefusedAdmission_GivesTheProbeBack()
    {
        using PipelineHarness harness = Priced(usd: 0.000_1m);
        BreakerMoment at = new(CircuitBreakerOptions.Default, harness.Time, harness.Time.GetTimestamp());
        for (int i = 0; i < 200; i++)
        {
            harness.Deployment("a").Health.ChatBreaker
                .OnFailure(at, new ProviderFailure(FailureKind.Unavailable, "down"), wasProbe: false, at.Now);
        }

        harness.Time.Advance(CircuitBreakerOptions.Default.ProbeInterval);
        GatewayRequest request = harness.Open(new StubOperation { InputTokens = 1_000, RequestedOutputTokens = 100 });
        using RoutePlan plan = PipelineHarness.Plan(request);

        Assert.NotNull(Refused(request, plan).Budget);
        Assert.NotNull(Refused(request, plan).Budget);
    }

    [Fact]
    public void RequestedOutput_IsLimitedToTheModels()
    {
        using PipelineHarness harness = new(deployment: (_, options) => options.MaxOutputTokens = 50, names: ["a"]);
        GatewayRequest request = harness.Open(new StubOperation { RequestedOutputTokens = 100 });
        using RoutePlan plan = PipelineHarness.Plan(request);

        Assert.Equal(50, PipelineHarness.Admit(request, plan).OutputLimit);
        Assert.Equal("The output was limited to 50 tokens: a puts out no more.", Assert.Single(request.Receipt.Notes));
    }

    [Fact]
    public void Budget_HoldsTheMostThatTheAttemptCanCost()
    {
        using PipelineHarness harness = Priced(usd: 1);
        GatewayRequest request = harness.Open(new StubOperation { InputTokens = 1_000, RequestedOutputTokens = 100 });
        using RoutePlan plan = PipelineHarness.Plan(request);

        AdmissionGrant grant = PipelineHarness.Admit(request, plan);

        Assert.Equal(((1_000 * 1m) + (100 * 10m)) / 1_000_000, grant.Hold!.Amount);
        grant.Release(request);
    }

    [Fact]
    public void ExhaustedBudget_GivesEverythingBack()
    {
        using PipelineHarness harness = Priced(usd: 0.000_1m);
        GatewayRequest request = harness.Open(new StubOperation { InputTokens = 1_000, RequestedOutputTokens = 100 });
        using RoutePlan plan = PipelineHarness.Plan(request);

        AdmissionRefusal refusal = Refused(request, plan);

        Assert.Equal(0.002m, refusal.Budget!.RequiredUsd);
        Assert.Equal(0, harness.Deployment("a").InFlight);
        Assert.Contains("left", Assert.Single(request.Receipt.Skipped).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_LimitsAnOutputWithoutALimit_ToWhatItAffords()
    {
        using PipelineHarness harness = Priced(usd: 0.002m);
        GatewayRequest request = harness.Open(new StubOperation { InputTokens = 1_000 });
        using RoutePlan plan = PipelineHarness.Plan(request);

        Assert.Equal(100, PipelineHarness.Admit(request, plan).OutputLimit);
    }

    [Fact]
    public void UnknownPrice_IsRefusedByABudget()
    {
        using PipelineHarness harness = new(gateway => gateway.AddBudget("*", 1), names: ["a"]);
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);

        Refused(request, plan);

        Assert.Contains("its price is unknown", Assert.Single(request.Receipt.Skipped).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CandidateThatIsAskedAgain_ComesFirst()
    {
        using PipelineHarness harness = new();
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);
        plan.First = 2;

        Assert.Equal("c", PipelineHarness.Admit(request, plan).Deployment.Name);
    }

    internal static void Fail(PipelineHarness harness, FailureKind kind, int times)
    {
        for (int i = 0; i < times; i++)
        {
            harness.Begin().Fail(new ProviderException(new ProviderFailure(kind, "down")), default, committed: false);
        }
    }

    private static void FailAt(PipelineHarness harness, int rank)
    {
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);
        plan.First = rank;
        new Attempt(request, PipelineHarness.Admit(request, plan))
            .Fail(new ProviderException(new ProviderFailure(FailureKind.Unavailable, "down")), default, committed: false);
    }

    private static PipelineHarness Priced(decimal usd) => new(
        gateway => gateway.AddBudget("*", usd, BudgetWindow.Total), (_, options) => options.Pricing = ModelPricing.PerMillion(1, 10),
        names: ["a"]);

    private static AdmissionRefusal Refused(GatewayRequest request, RoutePlan plan)
    {
        Admission admission = new(request, plan, waiter: null);
        Assert.False(admission.TryAdmit(out _));
        return admission.Refusal;
    }
}
