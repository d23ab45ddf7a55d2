using ModelGateway.Resilience;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Concurrency;

public sealed class AdmissionQueueConcurrencyTests
{
    private const int Limit = 2;
    private readonly AdmissionQueue _queue = new(new SystemScheduler(TimeProvider.System));
    private readonly DeploymentHealth _first = new();
    private readonly DeploymentHealth _second = new();

    [Fact]
    public async Task Waiters_AllGetTheirTurnWithinTheLimit()
    {
        int worst = 0;
        await Task.WhenAll(Enumerable.Range(0, 400).Select(number => Task.Run(async () =>
        {
            DeploymentHealth taken = await EnterAsync(number % 3 == 0 ? [_first] : number % 3 == 1 ? [_second] : [_first, _second]);
            InterlockedMax(ref worst, taken.Gate.InFlight);
            await Task.Yield();
            taken.Gate.Exit();
            _queue.Signal(taken);
        }))).Bounded();

        Assert.InRange(worst, 1, Limit);
        Assert.Equal((0, 0, 0), (_queue.Count, _first.Waiting, _second.Waiting));
        Assert.Equal((0, 0), (_first.Gate.InFlight, _second.Gate.InFlight));
    }

    [Fact]
    public async Task CancelledWaiters_LeaveNothingBehindAndBlockNoOthers()
    {
        Assert.True(_first.Gate.TryEnter(1));
        using CancellationTokenSource cancellation = new();
        Task[] leaving =
            [.. Enumerable.Range(0, 100).Select(number => Task.Run(() => SleepAsync(number % 2 == 0 ? cancellation.Token : default)))];
        SpinWait.SpinUntil(() => _queue.Count == 100, TimeSpan.FromSeconds(10));

        await cancellation.CancelAsync();
        _first.Gate.Exit();
        _queue.Signal(_first);

        await Task.WhenAll(leaving.Where((_, number) => number % 2 != 0)).Bounded();
        foreach (Task cancelled in leaving.Where((_, number) => number % 2 == 0))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Bounded());
        }

        Assert.Equal((0, 0, 0), (_queue.Count, _first.Waiting, _first.Gate.InFlight));
    }

    private async Task SleepAsync(CancellationToken cancellationToken)
    {
        AdmissionWaiter waiter = _queue.TryJoin([new WaitTarget(_first, 1)], int.MaxValue)!;
        try
        {
            while (!_queue.MayTake(waiter, _first) || !_first.Gate.TryEnter(1))
            {
                _queue.PassOn(waiter);
                await _queue.SleepAsync(waiter, TimeSpan.FromSeconds(30), cancellationToken);
            }
        }
        finally
        {
            _queue.Leave(waiter);
        }

        _first.Gate.Exit();
        _queue.Signal(_first);
    }

    private async Task<DeploymentHealth> EnterAsync(DeploymentHealth[] wanted)
    {
        AdmissionWaiter waiter = _queue.TryJoin([.. wanted.Select(health => new WaitTarget(health, Limit))], int.MaxValue)!;
        try
        {
            while (true)
            {
                foreach (DeploymentHealth health in wanted)
                {
                    if (_queue.MayTake(waiter, health) && health.Gate.TryEnter(Limit))
                    {
                        return health;
                    }
                }

                _queue.PassOn(waiter);
                await _queue.SleepAsync(waiter, TimeSpan.FromSeconds(30), default);
            }
        }
        finally
        {
            _queue.Leave(waiter);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }
}
