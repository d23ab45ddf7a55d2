using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelGateway.Diagnostics;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Pipeline.Stages;

/// <summary>Each way to end a request: one receipt for each observer, one ledger entry for each attempt, nothing left in flight.</summary>
public sealed class GatewayRequestTests : IDisposable
{
    private readonly ReceiptLog _observed = new();
    private readonly ReceiptLog _own = new();
    private readonly InMemoryLedger _ledger = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedChatClient _inner = ScriptedAnswers.Hello();

    public void Dispose() => _inner.Dispose();

    [Fact]
    public async Task Response_ClosesTheRequestOnce()
    {
        using IChatClient gateway = Create();

        ChatResponse response = await gateway.GetResponseAsync("hi", Options());

        GatewayReceipt receipt = Closed(AttemptOutcome.Completed, gateway);
        Assert.Same(receipt, response.GetReceipt());
        Assert.Equal(15, Entry(receipt).Attempt.Usage.TotalTokens);
        Assert.False(Entry(receipt).Attempt.Usage.IsEstimated);
        Assert.Equal((10 * 2m + 5 * 4m) / 1_000_000, receipt.CostUsd);
    }

    [Fact]
    public async Task StreamEnd_ClosesTheRequestOnce()
    {
        using IChatClient gateway = Create();

        List<ChatResponseUpdate> updates = await gateway.GetStreamingResponseAsync("hi", Options()).ToListAsync();

        GatewayReceipt receipt = Closed(AttemptOutcome.Completed, gateway);
        Assert.Same(receipt, updates[^1].GetReceipt());
        Assert.All(updates.SkipLast(1), update => Assert.Null(update.GetReceipt()));
        Assert.Same(receipt, updates.ToChatResponse().GetReceipt());
        Assert.Equal(receipt.CostUsd, Entry(receipt).Attempt.CostUsd);
        Assert.NotNull(receipt.TimeToFirstToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Failure_ClosesTheRequestOnce(bool streaming)
    {
        _inner.Fail(new HttpRequestException("down")).RepeatLast();
        using IChatClient gateway = Create();

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(() => Ask(gateway, streaming));

        Assert.Same(Closed(AttemptOutcome.Failed, gateway), exception.Receipt);
        Assert.Equal(FailureKind.Unavailable, exception.Kind);
        Assert.Equal("inner", exception.Deployment);
        Assert.Equal(0, Entry(exception.Receipt!).Attempt.Usage.TotalTokens);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ListenerThatThrowsAtTheSpansStart_ClosesTheRequestOnce(bool streaming)
    {
        AsyncLocal<bool> isHere = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == GatewayTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                isHere.Value ? throw new InvalidOperationException("listener") : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(listener);
        IChatClient gateway = Create();
        isHere.Value = true;

        await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(gateway, streaming));

        Assert.Equal(AttemptOutcome.Failed, Assert.Single(_observed.All).Outcome);
        gateway.Dispose();
        Assert.True(_inner.IsDisposed);
    }

    [Fact]
    public async Task StreamFailure_IsAnException_AndChargedByEstimate()
    {
        _inner.Stream((_, _) => Broken());
        using IChatClient gateway = Create();
        List<string> seen = [];

        ProviderException exception = await Assert.ThrowsAsync<ProviderException>(async () =>
        {
            await foreach (ChatResponseUpdate update in gateway.GetStreamingResponseAsync("hi", Options()))
            {
                seen.Add(update.Text);
            }
        });

        Assert.Equal(["12345678"], seen);
        GatewayReceipt receipt = Closed(AttemptOutcome.Failed, gateway);
        Assert.Same(receipt, exception.Receipt);
        Assert.True(Entry(receipt).Attempt.Usage.IsEstimated);
        Assert.Equal(2, Entry(receipt).Attempt.Usage.OutputTokens);
        Assert.Equal("inner", receipt.Deployment);

        static async IAsyncEnumerable<ChatResponseUpdate> Broken()
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, "12345678");
            await Task.Yield();
            throw new HttpRequestException("lost");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancellationBeforeTheStart_LeavesAReceiptAndNoAttempt(bool streaming)
    {
        using IChatClient gateway = Create();
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Ask(gateway, streaming, cancelled.Token));

        Assert.Equal(cancelled.Token, exception.CancellationToken);
        Assert.Empty(_inner.Calls);
        Assert.Empty(_ledger.Snapshot());
        GatewayReceipt receipt = Assert.Single(_observed.All);
        Assert.Same(receipt, Assert.Single(_own.All));
        Assert.Equal(AttemptOutcome.Cancelled, receipt.Outcome);
        Assert.Empty(receipt.Attempts);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task CancellationInFlight_PassesThrough_WhetherTheClientHonoursItOrNot(bool streaming, bool listens)
    {
        TaskCompletionSource started = new();
        if (streaming)
        {
            _inner.Stream((_, token) => Hang(started, listens ? token : default));
        }
        else
        {
            _inner.Reply(async (_, token) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, listens ? token : default);
                throw new InvalidOperationException();
            });
        }

        using IChatClient gateway = Create();
        using CancellationTokenSource caller = new();

        Task asked = Ask(gateway, streaming, caller.Token);
        await started.Task;
        await caller.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        Assert.Equal(caller.Token, exception.CancellationToken);
        GatewayReceipt receipt = Closed(AttemptOutcome.Cancelled, gateway);
        Assert.True(Entry(receipt).Attempt.Usage.IsEstimated);

        static async IAsyncEnumerable<ChatResponseUpdate> Hang(
            TaskCompletionSource started, [EnumeratorCancellation] CancellationToken token)
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            yield break;
        }
    }

    [Fact]
    public async Task CancelledStream_ClosesTheRequestOnce()
    {
        _inner.Stream((_, token) => OneThenHang(token));
        using IChatClient gateway = Create();
        using CancellationTokenSource caller = new();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ChatResponseUpdate update in gateway.GetStreamingResponseAsync("hi", Options(), caller.Token))
            {
                await caller.CancelAsync();
            }
        });

        Assert.Equal(caller.Token, exception.CancellationToken);
        GatewayReceipt receipt = Closed(AttemptOutcome.Cancelled, gateway);
        Assert.Equal(1, Entry(receipt).Attempt.Usage.OutputTokens);
    }

    [Fact]
    public async Task AbandonedLoop_ClosesTheRequestOnce()
    {
        _inner.Stream((_, token) => OneThenHang(token));
        using IChatClient gateway = Create();

        await foreach (ChatResponseUpdate update in gateway.GetStreamingResponseAsync("hi", Options()))
        {
            break;
        }

        GatewayReceipt receipt = Closed(AttemptOutcome.Abandoned, gateway);
        Assert.Equal("inner", receipt.Deployment);
        Assert.True(Entry(receipt).Attempt.Usage.IsEstimated);
    }

    [Fact]
    public async Task AbandonedStream_IsClosedByTheTotalClock()
    {
        _inner.Stream((_, token) => OneThenHang(token));
        using IChatClient gateway = Create();
        IAsyncEnumerator<ChatResponseUpdate> updates = gateway.GetStreamingResponseAsync("hi", Options()).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        Assert.Empty(_observed.All);

        _time.Advance(TimeSpan.FromMinutes(11));

        Closed(AttemptOutcome.Failed, gateway);
        await updates.DisposeAsync();
        Closed(AttemptOutcome.Failed, gateway);
    }

    [Fact]
    public void StreamThatIsNotEnumerated_IsNoRequest()
    {
        using IChatClient gateway = Create();

        _ = gateway.GetStreamingResponseAsync("hi", Options());

        Assert.Empty(_inner.Calls);
        Assert.Empty(_observed.All);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> OneThenHang([EnumeratorCancellation] CancellationToken token)
    {
        yield return new ChatResponseUpdate(ChatRole.Assistant, "one");
        await Task.Delay(Timeout.Infinite, token);
    }

    private static LedgerEntry Single(IReadOnlyList<LedgerEntry> entries) => Assert.Single(entries);

    private LedgerEntry Entry(GatewayReceipt receipt)
    {
        LedgerEntry entry = Single(_ledger.Snapshot());
        Assert.Equal(receipt.RequestId, entry.RequestId);
        Assert.Equivalent(Assert.Single(receipt.Attempts), entry.Attempt, strict: true);
        return entry;
    }

    private GatewayReceipt Closed(AttemptOutcome outcome, IChatClient gateway)
    {
        GatewayReceipt receipt = Assert.Single(_observed.All);
        Assert.Same(receipt, Assert.Single(_own.All));
        Assert.Equal(outcome, receipt.Outcome);
        Assert.Equal(outcome, Assert.Single(receipt.Attempts).Outcome);
        Assert.Equal(0, gateway.GetService<Deployment>("inner")!.InFlight);
        return receipt;
    }

    private ChatOptions Options() => new ChatOptions().WithGateway(settings => settings with { OnReceipt = _own.OnReceipt });

    private async Task Ask(IChatClient gateway, bool streaming, CancellationToken cancellationToken = default)
    {
        if (streaming)
        {
            await gateway.GetStreamingResponseAsync("hi", Options(), cancellationToken).ToListAsync(CancellationToken.None);
        }
        else
        {
            await gateway.GetResponseAsync("hi", Options(), cancellationToken);
        }
    }

    private IChatClient Create() => GatewayChatClient.Create(gateway =>
    {
        gateway.Services.AddSingleton<TimeProvider>(_time);
        gateway.AddDeployment(
                "inner",
                _inner,
                configure: options => options.Model = new ModelInfo { Id = "inner", Pricing = ModelPricing.PerMillion(2, 4) })
            .AddReceiptObserver(_observed)
            .UseLedger(_ledger);
    });
}
