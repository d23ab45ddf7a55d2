using ModelGateway.Resilience;

namespace ModelGateway.Tests.Resilience;

public sealed class AdmissionWaiterTests
{
    [Fact]
    public void IndexOf_FindsAWantedDeployment()
    {
        (DeploymentHealth first, DeploymentHealth second, DeploymentHealth other) = (new(), new(), new());
        AdmissionWaiter waiter = new([new(first, 1), new(second, 1)]);

        Assert.Equal((0, 1, -1), (waiter.IndexOf(first), waiter.IndexOf(second), waiter.IndexOf(other)));
    }

    [Fact]
    public async Task Wake_EndsTheCurrentSleepWithItsReason()
    {
        AdmissionWaiter waiter = new([]);
        Task<int> sleep = waiter.SleepAsync();
        Assert.False(sleep.IsCompleted);

        waiter.Wake(AdmissionWaiter.TimedOut);

        Assert.Equal(AdmissionWaiter.TimedOut, await sleep);
    }

    [Fact]
    public async Task Wake_EndsTheNextSleepWithTheGravestReasonIfTheWaiterIsAwake()
    {
        AdmissionWaiter waiter = new([]);
        waiter.Wake(AdmissionWaiter.Cancelled);
        waiter.Wake(AdmissionWaiter.Signalled);

        Assert.Equal(AdmissionWaiter.Cancelled, await waiter.SleepAsync());
        Assert.False(waiter.SleepAsync().IsCompleted);
    }

    [Fact]
    public void HasRoom_ComparesRequestsInFlightWithTheLimit()
    {
        DeploymentHealth health = new();
        Assert.True(health.Gate.TryEnter(1));

        Assert.False(new WaitTarget(health, 1).HasRoom);
        Assert.True(new WaitTarget(health, 2).HasRoom);
    }
}
