using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
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
    public void OpenBreaker_IsASkip_WithTheTimeThatIsLeft()
    {
        using PipelineHarness harness = new(names: ["a"]);
        Fail(harness, FailureKind.Unavailable, CircuitBreakerOptions.Default.FailuresToOpen);
        GatewayRequest request = harness.Open(new StubOperation());
        using RoutePlan plan = PipelineHarness.Plan(request);

        AdmissionRefusal refusal = Refused(request, plan);

        Assert.False(refusal.CanWait);
        Assert.InRange(refusal.RetryAfter!.Value.TotalSeconds, 1, 15);
        Assert.StartsWith("resting for ", Assert.Single(request.Receipt.Skipped).Reason, StringComparison.Ordinal);
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
