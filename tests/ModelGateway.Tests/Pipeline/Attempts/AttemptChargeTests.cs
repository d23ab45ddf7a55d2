using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class AttemptChargeTests
{
    [Fact]
    public void CompleteAnswer_IsChargedAsMeasured()
    {
        using PipelineHarness harness = Priced();

        StubOperation.Complete(harness.Begin());

        AttemptReceipt receipt = Assert.Single(harness.Ledger.Snapshot()).Attempt;
        Assert.False(receipt.Usage.IsEstimated);
        Assert.Equal(((10 * 1m) + (5 * 10m)) / 1_000_000, receipt.CostUsd);
    }

    [Theory]
    [InlineData(400, 40, true)]
    [InlineData(0, 40, true)]
    [InlineData(0, 400, false)]
    public void CutAnswer_IsChargedTheLargerOfReportAndEstimate(long characters, long reported, bool isEstimate)
    {
        using PipelineHarness harness = Priced();
        Attempt attempt = harness.Begin(new StubOperation { InputTokens = 100 });

        AttemptResult result = new(new TokenUsage(reported, 0, 0, 0, 0), characters, null, null, null);
        attempt.End(AttemptOutcome.Abandoned, result, committed: true);

        TokenUsage charged = Assert.Single(harness.Ledger.Snapshot()).Attempt.Usage;
        Assert.True(charged.IsEstimated);
        Assert.Equal(isEstimate ? 100 : reported, charged.InputTokens);
    }

    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 0)]
    public void FailedAttempt_IsChargedTheEstimate_IfTheRequestWasSent(bool sent, long tokens)
    {
        using PipelineHarness harness = Priced();
        Attempt attempt = harness.Begin(new StubOperation { InputTokens = 100 });
        attempt.Transport.Sent = sent;

        attempt.Fail(new ProviderException(new ProviderFailure(FailureKind.Timeout, "slow")), default, committed: false);

        Assert.Equal(tokens, Assert.Single(harness.Ledger.Snapshot()).Attempt.Usage.InputTokens);
    }

    [Theory]
    [InlineData(true, false, 70)]
    [InlineData(false, true, 0)]
    public void AnswerThatWasSent_IsChargedByHowTheProviderWasAsked(bool callerStreams, bool isStreamed, long output)
    {
        using PipelineHarness harness = Priced(budget: 1);
        Attempt attempt = harness.Begin(new StubOperation { Streaming = callerStreams, InputTokens = 100, RequestedOutputTokens = 70 });
        attempt.Clock.IsStreaming = isStreamed;
        attempt.Transport.Sent = true;

        attempt.Fail(new ProviderException(new ProviderFailure(FailureKind.Timeout, "slow")), default, committed: false);

        Assert.Equal(output, Assert.Single(harness.Ledger.Snapshot()).Attempt.Usage.OutputTokens);
    }

    [Fact]
    public void WholeAnswerThatWasSent_IsChargedItsHeldOutput()
    {
        using PipelineHarness harness = Priced(budget: 1);
        Attempt attempt = harness.Begin(new StubOperation { InputTokens = 100, RequestedOutputTokens = 70 });
        attempt.Transport.Sent = true;

        attempt.Fail(new ProviderException(new ProviderFailure(FailureKind.Timeout, "slow")), default, committed: false);

        AttemptReceipt receipt = Assert.Single(harness.Ledger.Snapshot()).Attempt;
        Assert.Equal(70, receipt.Usage.OutputTokens);
        Assert.Equal(receipt.HeldUsd, receipt.CostUsd);
    }

    [Fact]
    public void CostAboveTheHold_IsAnOverrun()
    {
        using PipelineHarness harness = Priced(budget: 1);
        Attempt attempt = harness.Begin(new StubOperation { InputTokens = 10, RequestedOutputTokens = 5 });

        attempt.Complete(new AttemptResult(new TokenUsage(10, 0, 0, 105, 0), 0, null, null, null));

        AttemptReceipt receipt = Assert.Single(harness.Ledger.Snapshot()).Attempt;
        Assert.Equal(100 * 10m / 1_000_000, receipt.OverrunUsd);
    }

    [Fact]
    public void UnknownPrice_IsNoCost()
    {
        using PipelineHarness harness = new();

        StubOperation.Complete(harness.Begin());

        Assert.Null(Assert.Single(harness.Ledger.Snapshot()).Attempt.CostUsd);
    }

    [Fact]
    public void UnpricedSubUsage_MakesTheCostUnknown_AndIsNoted()
    {
        using PipelineHarness harness = Priced();
        Attempt attempt = harness.Begin();

        attempt.Complete(new AttemptResult(new TokenUsage(10, 0, 0, 5, 0), 0, null, null, null)
        {
            SubUsage = [new SubUsage("advisor", "unknown-model", new TokenUsage(7, 0, 0, 0, 0))],
        });

        Assert.Null(Assert.Single(harness.Ledger.Snapshot()).Attempt.CostUsd);
        Assert.Contains("a: 7 tokens of unknown-model (advisor) are not priced.", attempt.Request.Receipt.Notes);
    }

    private static PipelineHarness Priced(decimal? budget = null) => new(
        gateway =>
        {
            if (budget is { } usd)
            {
                gateway.AddBudget("*", usd, BudgetWindow.Total);
            }
        },
        (_, options) => options.Pricing = ModelPricing.PerMillion(1, 10),
        names: ["a"]);
}
