using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Simulation;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Chat;

/// <summary>What becomes of a provider's stream when the gateway or its caller has left it.</summary>
public sealed class CommittedStreamTests : IDisposable
{
    private static readonly SimulatedAnswer Answer = new()
    {
        Latency = TimeSpan.FromSeconds(1),
        Pieces = [(TimeSpan.FromSeconds(1), "one "), (TimeSpan.FromSeconds(1), "two "), (TimeSpan.FromSeconds(1), "three ")],
    };

    private readonly VirtualTime _time = new();
    private readonly ReceiptLog _receipts = new();
    private SimulatedDeployment? _deployment;
    private ServiceProvider? _services;

    public void Dispose()
    {
        _services?.Dispose();
        _deployment?.Dispose();
    }

    [Fact]
    public void StreamThatIgnoresCancellation_IsDisposedWhenItsReadEnds()
    {
        IChatClient gateway = Create(Answer with { HonoursCancellation = false, Fault = AnswerFault.Stalls, FaultAfter = 1 });

        _time.Run(async () =>
        {
            await Assert.ThrowsAsync<ProviderException>(() => ReadAsync(gateway));
            Assert.InRange(_time.Elapsed, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(13));
            await _time.Delay(TimeSpan.FromHours(1));
        });

        Assert.Equal(0, _deployment!.OpenStreams);
    }

    [Fact]
    public void StalledDisposal_DoesNotHoldTheCaller()
    {
        IChatClient gateway = Create(Answer with { StallsOnDispose = true });

        _time.Run(() => ReadAsync(gateway, stopAfter: 1));

        Assert.Equal(AttemptOutcome.Abandoned, Assert.Single(_receipts.All).Outcome);
    }

    [Fact]
    public void ForgottenStream_IsDisposedByItsTotalClock()
    {
        IChatClient gateway = Create(Answer);

        _time.Run(async () =>
        {
            IAsyncEnumerator<ChatResponseUpdate> forgotten = Stream(gateway);
            Assert.True(await forgotten.MoveNextAsync());
            await _time.Delay(TimeSpan.FromMinutes(2));
        });

        Assert.Equal(0, _deployment!.OpenStreams);
        Assert.Equal(AttemptOutcome.Failed, Assert.Single(_receipts.All).Outcome);
    }

    [Fact]
    public void ReadAfterTheTotalClock_IsATimeout()
    {
        IChatClient gateway = Create(Answer with
        {
            HonoursCancellation = false,
            Pieces = [(TimeSpan.Zero, "one "), (TimeSpan.Zero, "two "), (TimeSpan.Zero, "three ")],
        });

        _time.Run(async () =>
        {
            await using IAsyncEnumerator<ChatResponseUpdate> stream = Stream(gateway);
            Assert.True(await stream.MoveNextAsync());
            await _time.Delay(TimeSpan.FromMinutes(2));
            ProviderException exception = await Assert.ThrowsAsync<ProviderException>(async () => await stream.MoveNextAsync());
            Assert.Equal(FailureKind.Timeout, exception.Kind);
            Assert.Same(Assert.Single(_receipts.All), exception.Receipt);
        });
    }

    [Fact]
    public void CancelledCaller_GetsNoMore_ThoughTheClientHasAllUpdates()
    {
        IChatClient gateway = Create(Answer with
        {
            HonoursCancellation = false,
            Pieces = [(TimeSpan.Zero, "one "), (TimeSpan.Zero, "two "), (TimeSpan.Zero, "three ")],
        });

        _time.Run(async () =>
        {
            using CancellationTokenSource cancellation = new();
            await using IAsyncEnumerator<ChatResponseUpdate> stream = gateway.GetStreamingResponseAsync("request 1")
                .GetAsyncEnumerator(cancellation.Token);
            Assert.True(await stream.MoveNextAsync());
            cancellation.Cancel();
            await Assert.ThrowsAsync<OperationCanceledException>(async () => await stream.MoveNextAsync());
        });

        Assert.Equal(AttemptOutcome.Cancelled, Assert.Single(_receipts.All).Outcome);
    }

    [Fact]
    public void AnswerWithoutContent_IsClosed_BeforeItIsReadToItsEnd()
    {
        IChatClient gateway = Create(Answer with { Pieces = [], Preamble = true });

        _time.Run(async () =>
        {
            Assert.True(await Stream(gateway).MoveNextAsync());
            await _time.Delay(TimeSpan.FromMinutes(2));
        });

        Assert.Equal(AttemptOutcome.Completed, Assert.Single(_receipts.All).Outcome);
    }

    private static IAsyncEnumerator<ChatResponseUpdate> Stream(IChatClient gateway) =>
        gateway.GetStreamingResponseAsync("request 1").GetAsyncEnumerator(CancellationToken.None);

    private static async Task ReadAsync(IChatClient gateway, int stopAfter = int.MaxValue)
    {
        await foreach (ChatResponseUpdate update in gateway.GetStreamingResponseAsync("request 1"))
        {
            if (update.Text.Length > 0 && --stopAfter == 0)
            {
                return;
            }
        }
    }

    private IChatClient Create(SimulatedAnswer answer)
    {
        _deployment = new SimulatedDeployment("a", _time, _ => answer);
        _services = VirtualGateway.Create(_time, gateway => gateway
            .AddDeployment("a", _deployment)
            .AddReceiptObserver(_receipts)
            .Configure(options =>
                options.Timeouts = new GatewayTimeoutOptions { Idle = TimeSpan.FromSeconds(10), Total = TimeSpan.FromMinutes(1) }));
        return _services.GetRequiredService<IChatClient>();
    }
}
