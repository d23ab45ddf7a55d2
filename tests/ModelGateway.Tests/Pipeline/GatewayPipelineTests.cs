using ModelGateway.Pipeline.Attempts;

namespace ModelGateway.Tests.Pipeline;

/// <summary>The one path: each way out closes the request exactly once, and each part of a request has a plan of its own.</summary>
public sealed class GatewayPipelineTests
{
    [Fact]
    public async Task Answer_ClosesTheRequestOnce()
    {
        using PipelineHarness harness = new();

        string answer = await harness.Pipeline.RunAsync(new StubOperation(), default);

        Assert.Equal("answer", answer);
        Assert.Equal(AttemptOutcome.Completed, Assert.Single(harness.Receipts.All).Outcome);
    }

    [Fact]
    public async Task FailedAttempts_CloseTheRequestOnce_WithTheReceiptOnTheException()
    {
        using PipelineHarness harness = new();
        StubOperation operation = new() { Start = _ => throw new HttpRequestException("down") };

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(async () =>
            await harness.Pipeline.RunAsync(operation, default));

        GatewayReceipt receipt = Assert.Single(harness.Receipts.All);
        Assert.Same(receipt, exception.Receipt);
        Assert.Equal(AttemptOutcome.Failed, receipt.Outcome);
        Assert.Equal(["a", "b", "c"], operation.Tried);
    }

    [Fact]
    public async Task UnknownRoute_ClosesTheRequestOnce_WithTheReceiptOnTheException()
    {
        using PipelineHarness harness = new();

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(
            async () => await harness.Pipeline.RunAsync(new StubOperation { RequestedModel = "nowhere" }, default));

        Assert.Same(Assert.Single(harness.Receipts.All), exception.Receipt);
    }

    [Fact]
    public async Task NoCandidate_ClosesTheRequestOnce_WithTheReceiptOnTheException()
    {
        using PipelineHarness harness = new(deployment: (_, options) => options.Capabilities = new CapabilitySet([], [Capability.Tools]));
        StubOperation operation = new() { Settings = new GatewayRequestOptions { Require = [Capability.Tools] } };

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(async () =>
            await harness.Pipeline.RunAsync(operation, default));

        Assert.Same(Assert.Single(harness.Receipts.All), exception.Receipt);
        Assert.Equal(["a", "b", "c"], exception.Skipped.Select(skipped => skipped.Deployment));
        Assert.Empty(operation.Tried);
    }

    [Fact]
    public async Task CallersCancellation_IsNotWrapped_AndClosesTheRequestOnce()
    {
        using PipelineHarness harness = new();
        using CancellationTokenSource cancelled = new();
        OperationCanceledException thrown = new(cancelled.Token);
        StubOperation operation = new()
        {
            Start = _ =>
            {
                cancelled.Cancel();
                throw thrown;
            },
        };

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await harness.Pipeline.RunAsync(operation, cancelled.Token));

        Assert.Same(thrown, exception);
        Assert.Equal(AttemptOutcome.Cancelled, Assert.Single(harness.Receipts.All).Outcome);
        Assert.Equal(["a"], operation.Tried);
    }

    [Fact]
    public async Task FaultOfAStage_IsNotWrapped_AndClosesTheRequestOnce()
    {
        using PipelineHarness harness = new();
        InvalidTimeZoneException thrown = new();
        StubOperation operation = new() { HasNextPart = _ => throw thrown };

        InvalidTimeZoneException exception = await Assert.ThrowsAsync<InvalidTimeZoneException>(
            async () => await harness.Pipeline.RunAsync(operation, default));

        Assert.Same(thrown, exception);
        Assert.Equal(AttemptOutcome.Failed, Assert.Single(harness.Receipts.All).Outcome);
    }

    [Fact]
    public async Task Parts_HaveAPlanEach_AndOneReceipt()
    {
        using PipelineHarness harness = new();
        int parts = 0;
        StubOperation operation = new()
        {
            Start = attempt => attempt.Deployment.Name == "a" ? throw new HttpRequestException("down") : StubOperation.Completed(attempt),
            HasNextPart = _ => ++parts < 3,
        };

        await harness.Pipeline.RunAsync(operation, default);

        Assert.Equal(["a", "b", "a", "b", "a", "b"], operation.Tried);
        Assert.Equal(6, Assert.Single(harness.Receipts.All).Attempts.Count);
    }

    [Fact]
    public async Task DisposedGateway_OpensNoRequest()
    {
        PipelineHarness harness = new();
        harness.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await harness.Pipeline.RunAsync(new StubOperation(), default));

        Assert.Empty(harness.Receipts.All);
    }

    [Fact]
    public async Task UnfitAnswer_IsAskedForAgain_AtTheSameDeployment()
    {
        using PipelineHarness harness = new();
        int asked = 0;
        StubOperation operation = new()
        {
            Start = attempt =>
            {
                StubOperation.Complete(attempt);
                return ++asked == 1
                    ? new ValueTask<AttemptAnswer<string>>(new UnfitAnswer(new NoRouteException("unfit", null), AskAgain: true))
                    : new ValueTask<AttemptAnswer<string>>("fits");
            },
        };

        Assert.Equal("fits", await harness.Pipeline.RunAsync(operation, default));
        Assert.Equal(["a", "a"], operation.Tried);
    }
}
