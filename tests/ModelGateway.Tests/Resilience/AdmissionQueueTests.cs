using ModelGateway.Resilience;
using ModelGateway.Scheduling;

namespace ModelGateway.Tests.Resilience;

public sealed class AdmissionQueueTests
{
    private readonly AdmissionQueue _queue = new(new InlineScheduler());

    [Fact]
    public async Task Signal_OffersRoomToTheFirstWaiterOnly()
    {
        DeploymentHealth a = new();
        Assert.True(a.Gate.TryEnter(1));
        AdmissionWaiter first = _queue.TryJoin([new(a, 1)], 10)!;
        AdmissionWaiter second = _queue.TryJoin([new(a, 1)], 10)!;
        Task firstSleeps = _queue.SleepAsync(first, TimeSpan.FromMinutes(1), default).AsTask();
        Task secondSleeps = _queue.SleepAsync(second, TimeSpan.FromMinutes(1), default).AsTask();

        a.Gate.Exit();
        _queue.Signal(a);

        await firstSleeps;
        Assert.False(secondSleeps.IsCompleted);
        Assert.True(_queue.MayTake(first, a));
        Assert.False(_queue.MayTake(second, a));
    }

    [Fact]
    public async Task PassOn_OffersRoomToTheNextWaiter()
    {
        DeploymentHealth a = new();
        AdmissionWaiter first = _queue.TryJoin([new(a, 1)], 10)!;
        AdmissionWaiter second = _queue.TryJoin([new(a, 1)], 10)!;
        Task secondSleeps = _queue.SleepAsync(second, TimeSpan.FromMinutes(1), default).AsTask();
        _queue.Signal(a);

        _queue.PassOn(first);

        await secondSleeps;
        Assert.True(_queue.MayTake(second, a));
    }

    [Fact]
    public async Task Leave_OffersRemainingRoomToTheNextWaiter()
    {
        DeploymentHealth a = new();
        Assert.True(a.Gate.TryEnter(2));
        Assert.True(a.Gate.TryEnter(2));
        AdmissionWaiter first = _queue.TryJoin([new(a, 2)], 10)!;
        AdmissionWaiter second = _queue.TryJoin([new(a, 2)], 10)!;
        Task secondSleeps = _queue.SleepAsync(second, TimeSpan.FromMinutes(1), default).AsTask();
        a.Gate.Exit();
        a.Gate.Exit();
        _queue.Signal(a);
        Assert.False(secondSleeps.IsCompleted);

        Assert.True(a.Gate.TryEnter(2));
        _queue.Leave(first);

        await secondSleeps;
        _queue.Leave(second);
        Assert.Equal(0, _queue.Count);
        Assert.Equal(0, a.Waiting);
    }

    [Fact]
    public async Task Signal_EndsTheNextSleepOfAWaiterThatIsAwake()
    {
        DeploymentHealth a = new();
        AdmissionWaiter waiter = _queue.TryJoin([new(a, 1)], 10)!;
        _queue.Signal(a);
        await _queue.SleepAsync(waiter, TimeSpan.FromMinutes(1), default);
    }

    [Fact]
    public void TryJoin_ReturnsNullWhenTheQueueIsFull() => Assert.Null(new AdmissionQueue(new InlineScheduler()).TryJoin([], 0));

    private sealed class InlineScheduler : GatewayScheduler
    {
        public override TimeProvider Time { get; } = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();

        public override double NextDouble() => 0.5;

        public override void Post(Action<object?> callback, object? state) => callback(state);
    }
}
