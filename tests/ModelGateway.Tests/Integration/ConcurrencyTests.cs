using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Integration;

/// <summary>
/// Requests beyond a deployment's limit wait in one queue in order of arrival, and no permit is lost.
/// </summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task RequestsBeyondTheLimit_WaitInOrder()
    {
        await using GatewayOverHttp gateway = await StartAsync(limit: 1);
        gateway.First.Latency = TimeSpan.FromSeconds(1);
        List<Task<GatewayAnswer>> asking = [];
        for (int i = 0; i < 6; i++)
        {
            asking.Add(gateway.AskAsync(stream: i % 2 == 0, $"request {i}"));
        }

        Assert.Equal(5, gateway.Runtime.State.Queue.Count);
        for (int i = 0; i < 6; i++)
        {
            await gateway.First.WhenPausedAsync(i + 1).Bounded();
            gateway.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal($"request {i}", (await asking[i]).Text);
            Assert.Equal(TimeSpan.FromSeconds(i), (await asking[i]).Receipt.QueueTime);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Cancellation_LeavesTheQueueToTheNextRequest(bool stream)
    {
        await using GatewayOverHttp gateway = await StartAsync(limit: 1);
        gateway.First.Latency = TimeSpan.FromSeconds(1);
        using CancellationTokenSource caller = new();
        Task<GatewayAnswer> first = gateway.AskAsync(stream, "first");
        Task<GatewayAnswer> cancelled = gateway.AskAsync(stream, "cancelled", null, caller.Token);
        Task<GatewayAnswer> third = gateway.AskAsync(stream, "third");
        await gateway.First.WhenPausedAsync(1).Bounded();

        await caller.CancelAsync();
        Assert.IsType<OperationCanceledException>((await cancelled).Exception, exactMatch: false);
        Assert.Equal(1, gateway.Runtime.State.Queue.Count);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.First.WhenPausedAsync(2).Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("first", (await first).Text);
        Assert.Equal("third", (await third).Text);
        Assert.Equal(2, gateway.First.Requests.Count);
        Assert.Contains(gateway.Receipts, static receipt => receipt.Outcome == AttemptOutcome.Cancelled && receipt.Attempts.Count == 0);
    }

    [Fact]
    public async Task FullQueueAndLongWait_AreRefusedWithReasons()
    {
        await using GatewayOverHttp gateway = await StartAsync(limit: 1, queue: 1);
        gateway.First.Fail(SimulatedFault.NeverAnswer());
        using CancellationTokenSource caller = new();
        Task<GatewayAnswer> holding = gateway.AskAsync(stream: false, "hi", null, caller.Token);
        await gateway.First.Stalled.Bounded();
        Task<GatewayAnswer> waiting = gateway.AskAsync(stream: false);

        GatewayAnswer refused = await gateway.AskAsync(stream: false);
        gateway.Time.Advance(TimeSpan.FromSeconds(30));
        GatewayAnswer late = await waiting;

        Assert.Contains(
            "at its limit of 1 requests in flight", Assert.IsType<NoRouteException>(refused.Exception).Message, StringComparison.Ordinal);
        Assert.Contains(
            "at its limit of 1 requests in flight", Assert.IsType<NoRouteException>(late.Exception).Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(30), late.Receipt.QueueTime);
        await caller.CancelAsync();
        await holding;
    }

    [Fact]
    public async Task WaiterThatCannotUseTheRoom_PassesItOn()
    {
        // The first request failed at the first provider and waits for the second one only. The others may use the room at the first.
        await using GatewayOverHttp gateway =
            await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions { Model = static (_, model) => model with { MaxConcurrency = 1 } });
        string[] deployments = [.. gateway.Deployments];
        gateway.Second.Latency = TimeSpan.FromSeconds(5);
        Task<GatewayAnswer> holding = gateway.AskAsync(stream: false, "held", new() { ModelId = deployments[1] });
        await gateway.Second.WhenPausedAsync(1).Bounded();
        gateway.First.Fail(SimulatedFault.Status(500));
        Task<GatewayAnswer> stuck = gateway.AskAsync(stream: false, "stuck");
        await gateway.First.WhenRequestedAsync(1).Bounded();
        Assert.True(SpinWait.SpinUntil(() => gateway.Runtime.State.Queue.Count == 1, TimeSpan.FromSeconds(10)));

        gateway.First.Latency = TimeSpan.FromSeconds(1);
        Task<GatewayAnswer> one = gateway.AskAsync(stream: false, "one", new() { ModelId = deployments[0] });
        Task<GatewayAnswer> two = gateway.AskAsync(stream: false, "two", new() { ModelId = deployments[0] });
        await gateway.First.WhenPausedAsync(1).Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.First.WhenPausedAsync(2).Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("one", (await one).Text);
        Assert.Equal("two", (await two).Text);
        gateway.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("held", (await holding).Text);
        await gateway.Second.WhenPausedAsync(2).Bounded();
        gateway.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("stuck", (await stuck).Text);
    }

    [Fact]
    public async Task Permits_AreNeverLostUnderFaults()
    {
        const int requests = 200;
        Random random = new(Tiers.Seed);
        await using GatewayOverHttp gateway = await GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
        {
            Protocols = GatewayOverHttp.Protocols,
            Model = static (_, model) => model with { MaxConcurrency = 3 },
            Gateway = static builder => builder.Configure(static options => options.Breaker = new() { MinimumCalls = int.MaxValue }),
        });
        FaultCase[] faults = [.. FaultCase.BeforeContent.Values.Where(
            static fault => fault.Kind is FailureKind.Unavailable or FailureKind.Truncated or FailureKind.Malformed)];
        foreach (ProviderSimulator simulator in gateway.Simulators)
        {
            for (int i = 0; i < 30; i++)
            {
                simulator.Fail(faults[random.Next(faults.Length)].Create());
            }
        }

        List<Task<GatewayAnswer>> asking = [];
        for (int i = 0; i < requests; i++)
        {
            bool cancels = random.Next(8) == 0;
            using CancellationTokenSource caller = new();
            asking.Add(gateway.AskAsync(stream: random.Next(2) == 0, $"request {i}", null, caller.Token));
            if (cancels)
            {
                await Task.Yield();
                await caller.CancelAsync();
            }
        }

        GatewayAnswer[] answers = await Task.WhenAll(asking).Bounded();

        for (int i = 0; i < requests; i++)
        {
            Assert.True(answers[i].Exception is not null || answers[i].Text == $"request {i}", answers[i].Text);
            Assert.IsNotType<NoRouteException>(answers[i].Exception);
        }

        Assert.All(gateway.Deployments, (_, index) => Assert.Equal(0, gateway.Deployment(index).InFlight));
        Assert.Equal(requests, gateway.Receipts.Count);
    }

    private static Task<GatewayOverHttp> StartAsync(int limit, int queue = 100) => GatewayOverHttp.StartAsync(new GatewayOverHttpOptions
    {
        Protocols = [SimulatedProtocol.OpenAI],
        Model = (_, model) => model with { MaxConcurrency = limit },
        Gateway = builder => builder.Configure(options => options.QueueLimit = queue),
    });
}
