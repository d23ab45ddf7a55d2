using ModelGateway.Scheduling;

namespace ModelGateway.Resilience;

/// <summary>
/// The one place where requests wait: first come, first served, for any of the deployments that they may use. A waiter holds nothing;
/// when a deployment has room its first waiter is woken and tries again, keeping its place if somebody else was faster elsewhere.
/// </summary>
internal sealed class AdmissionQueue(GatewayScheduler scheduler)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<AdmissionWaiter> _waiters = new();
    private int _count;

    /// <summary>How many requests wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Joins the queue; null where it is full. Join first and try admission then, so that no wake-up is lost in between.</summary>
    public AdmissionWaiter? TryJoin(DeploymentHealth[] deployments, int limit)
    {
        lock (_lock)
        {
            if (_waiters.Count >= limit)
            {
                return null;
            }

            AdmissionWaiter waiter = new(deployments);
            waiter.Node = _waiters.AddLast(waiter);
            _count++;
            foreach (DeploymentHealth deployment in deployments)
            {
                deployment.Waiting++;
            }

            return waiter;
        }
    }

    /// <summary>Leaves the queue, admitted or not, and lets the next one try whatever room this one did not take.</summary>
    public void Leave(AdmissionWaiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Node is null)
            {
                return;
            }

            _waiters.Remove(waiter.Node);
            waiter.Node = null;
            _count--;
            foreach (DeploymentHealth deployment in waiter.Deployments)
            {
                deployment.Waiting--;
            }
        }

        foreach (DeploymentHealth deployment in waiter.Deployments)
        {
            Signal(deployment);
        }
    }

    /// <summary>Waits for a wake-up.</summary>
    /// <returns>False where the time ran out.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<bool> WaitAsync(AdmissionWaiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return false;
        }

        using ITimer timer = scheduler.Time.CreateTimer(
            static state => ((AdmissionWaiter)state!).Wake(AdmissionWaiter.TimedOut), waiter, timeout, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((AdmissionWaiter)state!).Wake(AdmissionWaiter.Cancelled), waiter);
        int reason = await waiter.WaitAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return reason != AdmissionWaiter.TimedOut;
    }

    /// <summary>A deployment has room: its first waiter that is not already awake may try.</summary>
    public void Signal(DeploymentHealth deployment)
    {
        if (Volatile.Read(ref deployment.Waiting) == 0)
        {
            return;
        }

        lock (_lock)
        {
            for (LinkedListNode<AdmissionWaiter>? node = _waiters.First; node is not null; node = node.Next)
            {
                if (Array.IndexOf(node.Value.Deployments, deployment) >= 0 && node.Value.TryMarkWoken())
                {
                    scheduler.Post(static state => ((AdmissionWaiter)state!).Wake(AdmissionWaiter.Signalled), node.Value);
                    return;
                }
            }
        }
    }
}
