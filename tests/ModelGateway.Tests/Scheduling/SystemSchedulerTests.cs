using Microsoft.Extensions.Time.Testing;
using ModelGateway.Scheduling;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Scheduling;

public sealed class SystemSchedulerTests
{
    [Fact]
    public async Task Post_RunsTheCallbackOutsideTheCallersStack()
    {
        SystemScheduler scheduler = new(TimeProvider.System);
        using ManualResetEventSlim callerLeft = new();
        TaskCompletionSource<object?> ran = new(TaskCreationOptions.RunContinuationsAsynchronously);

        scheduler.Post(
            state =>
            {
                Assert.True(callerLeft.Wait(TimeSpan.FromSeconds(10)));
                ran.SetResult(state);
            },
            "state");
        callerLeft.Set();

        Assert.Equal("state", await ran.Task.Bounded());
    }

    [Fact]
    public void Time_IsTheGivenClockAndNextDoubleIsBelowOne()
    {
        FakeTimeProvider time = new();
        SystemScheduler scheduler = new(time);

        Assert.Same(time, scheduler.Time);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(scheduler.NextDouble(), 0, Math.BitDecrement(1)));
    }
}
