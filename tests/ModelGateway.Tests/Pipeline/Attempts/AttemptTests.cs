using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class AttemptTests
{
    [Fact]
    public void Settling_HappensOnce()
    {
        using PipelineHarness harness = new();
        Attempt attempt = harness.Begin();

        StubOperation.Complete(attempt);
        attempt.End(AttemptOutcome.Abandoned, default, committed: true);
        attempt.Fail(new HttpRequestException("late"), default, committed: true);
        attempt.Expire(default);

        LedgerEntry entry = Assert.Single(harness.Ledger.Snapshot());
        Assert.Equal(AttemptOutcome.Completed, entry.Attempt.Outcome);
        Assert.Equal(15, entry.Attempt.Usage.TotalTokens);
        Assert.Equal(0, harness.Deployment("a").InFlight);
    }

    [Fact]
    public void CompletedAttempt_NamesTheDeploymentOnTheReceipt()
    {
        using PipelineHarness harness = new();
        Attempt attempt = harness.Begin();

        StubOperation.Complete(attempt);

        AttemptReceipt receipt = Assert.Single(attempt.Request.Receipt.Attempts);
        Assert.Equal("a", attempt.Request.Receipt.Deployment);
        Assert.Equal("model", receipt.ResponseModel);
        Assert.Equal("stop", receipt.FinishReason);
        Assert.Equal("r1", receipt.ProviderRequestId);
        Assert.Equal("r1", receipt.ResponseId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EndedAttempt_NamesTheDeployment_OnlyIfItHadCommitted(bool committed)
    {
        using PipelineHarness harness = new();
        Attempt attempt = harness.Begin();

        attempt.End(AttemptOutcome.Abandoned, default, committed);

        Assert.Equal(committed ? "a" : null, attempt.Request.Receipt.Deployment);
        Assert.Equal(AttemptOutcome.Abandoned, Assert.Single(attempt.Request.Receipt.Attempts).Outcome);
    }

    [Fact]
    public void FailedAttempt_TellsTheFailure()
    {
        using PipelineHarness harness = new();
        Attempt attempt = harness.Begin();
        ProviderFailure failure = new(FailureKind.Unavailable, "down") { StatusCode = 503 };

        Assert.Same(failure, attempt.Fail(new ProviderException(failure), default, committed: false));

        AttemptReceipt receipt = Assert.Single(attempt.Request.Receipt.Attempts);
        Assert.Equal(FailureKind.Unavailable, receipt.Failure);
        Assert.Equal("down", receipt.FailureMessage);
        Assert.Equal(503, receipt.StatusCode);
    }

    [Fact]
    public void ExpiredClock_IsTheFailure_WhateverWasThrown()
    {
        using PipelineHarness harness = new();
        Attempt attempt = harness.Begin();
        harness.Time.Advance(TimeSpan.FromHours(1));

        ProviderFailure failure = attempt.Fail(new OperationCanceledException(), default, committed: false);

        Assert.Equal(FailureKind.Timeout, failure.Kind);
        Assert.NotNull(failure.Clock);
    }

    [Fact]
    public void FirstContent_SetsTheTimeToFirstToken()
    {
        using PipelineHarness harness = new();
        Attempt attempt = harness.Begin(new StubOperation { Streaming = true });
        harness.Time.Advance(TimeSpan.FromMilliseconds(300));

        attempt.OnFirstContent();

        Assert.Equal(TimeSpan.FromMilliseconds(300), Assert.Single(attempt.Request.Receipt.Attempts).TimeToFirstToken);
        Assert.Equal(300, harness.Deployment("a").TimeToFirstToken!.Value.TotalMilliseconds, 3);
    }

    [Fact]
    public async Task ClientThatIgnoresCancellation_IsAbandoned_WhenTheClockExpires()
    {
        using PipelineHarness harness = new();
        Attempt attempt = harness.Begin();
        TaskCompletionSource<string> answer = new();

        Task<string> waiting = attempt.WaitAsync(answer.Task);
        harness.Time.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        answer.SetException(new HttpRequestException("too late"));
    }

    [Fact]
    public void Cause_IsTheOperationsOwn_InTheLedger()
    {
        using PipelineHarness harness = new();

        StubOperation.Complete(harness.Begin(new StubOperation { Cause = _ => "schema-repair" }));
        StubOperation.Complete(harness.Begin());

        Assert.Equal(["schema-repair", "chat"], harness.Ledger.Snapshot().Select(entry => entry.Cause));
    }
}
