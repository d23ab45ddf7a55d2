using ModelGateway.Scheduling;

namespace ModelGateway.Resilience;

/// <summary>
/// The only queue in which requests wait. A request waits for any of the deployments that it may use and holds nothing meanwhile. Each
/// deployment serves its waiters in order of arrival: its room is offered to the first one, which passes it on if it cannot use it.
/// </summary>
internal sealed class AdmissionQueue(GatewayScheduler scheduler)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<AdmissionWaiter> _waiters = new();
    private int _count;

    /// <summary>How many requests wait in the queue.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// Joins the queue; null if it is full. A request joins before it tries admission, so that it misses no wake-up in between.
    /// </summary>
    public AdmissionWaiter? TryJoin(WaitTarget[] wanted, int limit)
    {
        lock (_lock)
        {
            if (_waiters.Count >= limit)
            {
                return null;
            }

            AdmissionWaiter waiter = new(wanted);
            waiter.Node = _waiters.AddLast(waiter);
            _count++;
            foreach (WaitTarget deployment in wanted)
            {
                deployment.Health.Waiting++;
            }

            return waiter;
        }
    }

    /// <summary>Whether a waiter may take room at a deployment: no waiter before it wants the room, or all of them passed it on.</summary>
    public bool MayTake(AdmissionWaiter waiter, DeploymentHealth deployment)
    {
        lock (_lock)
        {
            int index = waiter.IndexOf(deployment);
            return index < 0 || (waiter.Offers & Bit(index)) != 0 || !IsWantedBefore(waiter, deployment);
        }
    }

    /// <summary>Leaves the queue, admitted or not. Room that is left is offered to the next waiters.</summary>
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
            foreach (WaitTarget deployment in waiter.Wanted)
            {
                deployment.Health.Waiting--;
                Offer(_waiters.First, deployment.Health);
            }
        }
    }

    /// <summary>Passes on room that a waiter could not use: it is offered to the next waiter. The waiter keeps its place.</summary>
    public void PassOn(AdmissionWaiter waiter)
    {
        lock (_lock)
        {
            for (int i = 0; i < waiter.Wanted.Length; i++)
            {
                if (waiter.Wanted[i].HasRoom)
                {
                    waiter.Passed |= Bit(i);
                    Offer(waiter.Node?.Next, waiter.Wanted[i].Health);
                }
                else
                {
                    waiter.Passed &= ~Bit(i);
                }
            }

            waiter.Offers = 0;
        }
    }

    /// <summary>Waits until room is offered or the time is over.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask SleepAsync(AdmissionWaiter waiter, TimeSpan longest, CancellationToken cancellationToken)
    {
        using ITimer timer = scheduler.Time.CreateTimer(
            static state => ((AdmissionWaiter)state!).Wake(AdmissionWaiter.TimedOut), waiter, longest, Timeout.InfiniteTimeSpan);

        // The waiter is woken by the scheduler, not on the stack that cancels: the rest of the request, with the application's observers,
        // runs where it is woken.
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, _) =>
            {
                (GatewayScheduler scheduler, AdmissionWaiter waiter) = ((GatewayScheduler, AdmissionWaiter))state!;
                scheduler.Post(static woken => ((AdmissionWaiter)woken!).Wake(AdmissionWaiter.Cancelled), waiter);
            },
            (scheduler, waiter));
        await waiter.SleepAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Says that a deployment has room, which is offered to the first waiter that wants it.</summary>
    public void Signal(DeploymentHealth deployment)
    {
        if (Volatile.Read(ref deployment.Waiting) > 0)
        {
            lock (_lock)
            {
                Offer(_waiters.First, deployment);
            }
        }
    }

    private static AdmissionWaiter? FirstThatWants(LinkedListNode<AdmissionWaiter>? from, DeploymentHealth deployment)
    {
        for (LinkedListNode<AdmissionWaiter>? node = from; node is not null; node = node.Next)
        {
            if (node.Value.IndexOf(deployment) >= 0)
            {
                return node.Value;
            }
        }

        return null;
    }

    private static bool IsWantedBefore(AdmissionWaiter waiter, DeploymentHealth deployment)
    {
        for (LinkedListNode<AdmissionWaiter>? node = waiter.Node?.Previous; node is not null; node = node.Previous)
        {
            int index = node.Value.IndexOf(deployment);
            if (index >= 0 && (node.Value.Passed & Bit(index)) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Bit(int index) => index is >= 0 and < 64 ? 1UL << index : 0;

    private void Offer(LinkedListNode<AdmissionWaiter>? from, DeploymentHealth deployment)
    {
        if (FirstThatWants(from, deployment) is { } waiter && waiter.Wanted[waiter.IndexOf(deployment)].HasRoom)
        {
            waiter.Offers |= Bit(waiter.IndexOf(deployment));
            waiter.Passed &= ~Bit(waiter.IndexOf(deployment));
            scheduler.Post(static state => ((AdmissionWaiter)state!).Wake(AdmissionWaiter.Signalled), waiter);
        }
    }
}
