using ModelGateway.Failures;
using ModelGateway.Pipeline.Attempts;
using ModelGateway.Pipeline.Stages;
using ModelGateway.Routing;

namespace ModelGateway.Tests.Pipeline.Attempts;

public sealed class AttemptRunnerTests
{
    [Fact]
    public async Task Runner_TriesCandidatesInOrder_UntilOneCommits()
    {
        using PipelineHarness harness = new();
        StubOperation operation = new()
        {
            Start = attempt => attempt.Deployment.Name == "c" ? StubOperation.Completed(attempt) : throw new HttpRequestException("down"),
        };

        Assert.Equal("answer", await RunAsync(harness, operation));
        Assert.Equal(["a", "b", "c"], operation.Tried);
        Assert.Equal(["a", "b", "c"], harness.Ledger.Snapshot().Select(entry => entry.Attempt.Deployment));
    }

    [Fact]
    public async Task Runner_ThrowsTheLastFailure_AfterTheLastCandidate()
    {
        using PipelineHarness harness = new();
        StubOperation operation = new() { Start = attempt => throw Failure(FailureKind.Unavailable, attempt.Deployment.Name) };

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => RunAsync(harness, operation));

        Assert.Equal("c", exception.Deployment);
        Assert.Equal("c. The others: a: a; b: b.", exception.Message);
    }

    [Fact]
    public async Task LastFailure_NamesWhatRestedMeanwhile_AndWhy()
    {
        using PipelineHarness harness = new(names: ["a", "b"]);
        StubOperation operation = new()
        {
            Start = attempt => throw new ProviderException(
                new ProviderFailure(FailureKind.Unavailable, $"{attempt.Deployment.Name} is down.") { StatusCode = 503 }),
        };
        ProviderException? exception = null;
        for (int i = 0; i < 200; i++)
        {
            exception = await Assert.ThrowsAsync<ProviderException>(() => RunAsync(harness, operation));
        }

        Assert.Equal("b is down. The others: a: 503: a is down.", exception!.Message);
        NoRouteException refused = await Assert.ThrowsAsync<NoRouteException>(() => RunAsync(harness, operation));
        Assert.Equal(
            "No deployment of 'chat' could take the request. "
            + "a: resting for 250 ms (Breaker), as it last said 503: a is down; "
            + "b: resting for 250 ms (Breaker), as it last said 503: b is down.",
            refused.Message);
        Assert.Equal(TimeSpan.FromMilliseconds(250), refused.RetryAfter);
    }

    [Fact]
    public async Task DeploymentThatFailsHalfOfItsCalls_GetsEveryRequest()
    {
        using PipelineHarness harness = new(names: ["a"]);
        int calls = 0;
        StubOperation operation = new()
        {
            Start = attempt => ++calls % 2 == 0 ? StubOperation.Completed(attempt) : throw Failure(FailureKind.Unavailable, "down"),
        };
        int answered = 0;
        for (int i = 0; i < 1_000; i++)
        {
            try
            {
                await RunAsync(harness, operation);
                answered++;
            }
            catch (ProviderException)
            {
            }
        }

        Assert.Equal((1_000, 500), (calls, answered));
    }

    [Theory]
    [InlineData(FailureKind.InvalidRequest, 1)]
    [InlineData(FailureKind.Unavailable, 3)]
    [InlineData(FailureKind.RateLimited, 3)]
    [InlineData(FailureKind.Unsupported, 3)]
    public async Task Runner_GoesOn_WhereAnotherDeploymentMayAnswer(FailureKind kind, int attempts)
    {
        using PipelineHarness harness = new();
        StubOperation operation = new() { Start = _ => throw Failure(kind, "no") };

        await Assert.ThrowsAsync<ProviderException>(() => RunAsync(harness, operation));

        Assert.Equal(attempts, operation.Tried.Count);
    }

    [Fact]
    public async Task TooSmallWindow_RulesOutCandidatesThatAreNoLarger()
    {
        using PipelineHarness harness = new(
            deployment: (name, options) => options.ContextWindow = name switch { "a" => 8_000, "b" => 4_000, _ => 128_000 });
        StubOperation operation = new()
        {
            Start = attempt => attempt.Deployment.Name == "c"
                ? StubOperation.Completed(attempt)
                : throw Failure(FailureKind.ContextTooLong, "too long"),
        };

        await RunAsync(harness, operation);

        Assert.Equal(["a", "c"], operation.Tried);
    }

    [Fact]
    public async Task PinnedRequest_IsTriedOnce()
    {
        using PipelineHarness harness = new();
        StubOperation operation = new() { IsPinned = true, Start = _ => throw new HttpRequestException("down") };

        await Assert.ThrowsAsync<ProviderException>(() => RunAsync(harness, operation));

        Assert.Equal(["a"], operation.Tried);
    }

    [Fact]
    public async Task MaxAttempts_EndsTheRun()
    {
        using PipelineHarness harness = new();
        StubOperation operation = new()
        {
            Settings = new GatewayRequestOptions { MaxAttempts = 2 },
            Start = _ => throw new HttpRequestException("down"),
        };

        await Assert.ThrowsAsync<ProviderException>(() => RunAsync(harness, operation));

        Assert.Equal(["a", "b"], operation.Tried);
    }

    [Theory]
    [InlineData(true, new[] { "a", "a" })]
    [InlineData(false, new[] { "a", "b" })]
    public async Task UnfitAnswer_AsksTheSameDeploymentOrTheNext(bool askAgain, string[] tried)
    {
        using PipelineHarness harness = new();
        bool isFirst = true;
        StubOperation operation = new()
        {
            Start = attempt =>
            {
                ValueTask<AttemptAnswer<string>> completed = StubOperation.Completed(attempt);
                (bool unfit, isFirst) = (isFirst, false);
                return unfit ? new ValueTask<AttemptAnswer<string>>(new UnfitAnswer(new NoRouteException("unfit", null), askAgain))
                    : completed;
            },
        };

        Assert.Equal("answer", await RunAsync(harness, operation));
        Assert.Equal(tried, operation.Tried);
    }

    [Fact]
    public async Task UnfitAnswer_OfTheLastCandidate_IsThrown()
    {
        using PipelineHarness harness = new(names: ["a"]);
        NoRouteException reason = new("unfit", null);
        StubOperation operation = new()
        {
            Start = attempt =>
            {
                StubOperation.Complete(attempt);
                return new ValueTask<AttemptAnswer<string>>(new UnfitAnswer(reason, AskAgain: false));
            },
        };

        Assert.Same(reason, await Assert.ThrowsAsync<NoRouteException>(() => RunAsync(harness, operation)));
    }

    [Fact]
    public async Task FaultBeforeAnAttempt_GivesEverythingBack()
    {
        using PipelineHarness harness = new(deployment: (_, options) => options.MaxConcurrency = 1);
        StubOperation operation = new() { Cause = _ => throw new InvalidTimeZoneException() };

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => RunAsync(harness, operation));

        Assert.Equal(0, harness.Deployment("a").InFlight);
        Assert.Empty(operation.Tried);
    }

    [Fact]
    public async Task FullQueue_IsARefusal_ThatSaysSo()
    {
        using PipelineHarness harness = new(
            gateway => gateway.Configure(options => options.QueueLimit = 0), (_, options) => options.MaxConcurrency = 1, names: ["a"]);
        Attempt busy = harness.Begin();

        NoRouteException exception = await Assert.ThrowsAsync<NoRouteException>(() => RunAsync(harness, new StubOperation()));

        Assert.Contains("0 requests wait already (QueueLimit)", exception.Message, StringComparison.Ordinal);
        await StubOperation.Completed(busy);
    }

    [Fact]
    public async Task WaitingRequest_IsAdmitted_WhenRoomIsLeft()
    {
        using PipelineHarness harness = new(deployment: (_, options) => options.MaxConcurrency = 1, names: ["a"]);
        Attempt busy = harness.Begin();

        Task<string> waiting = RunAsync(harness, new StubOperation());
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, harness.Runtime.State.Queue.Count);
        await StubOperation.Completed(busy);

        Assert.Equal("answer", await waiting.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, harness.Runtime.State.Queue.Count);
    }

    private static async Task<string> RunAsync(PipelineHarness harness, StubOperation operation)
    {
        GatewayRequest request = harness.Open(operation);
        using RoutePlan plan = PipelineHarness.Plan(request);
        return await new AttemptRunner<string>(request, operation, plan).RunAsync();
    }

    private static ProviderException Failure(FailureKind kind, string message) => new(new ProviderFailure(kind, message));
}
