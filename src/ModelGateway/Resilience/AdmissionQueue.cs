using ModelGateway.Scheduling;

namespace ModelGateway.Resilience;

/// <summary>
/// The one place where requests wait: first come, first served at each deployment, for any of the deployments that they may use. A waiter
/// holds nothing. Room is offered to the first waiter that wants it, and passed on to the next one where it cannot be used.
/// </summary>
internal sealed class AdmissionQueue(GatewayScheduler scheduler)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<AdmissionWaiter> _waiters = new();
    private int _count;

    /// <summary>How many requests wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Joins the queue; null where it is full. Join first and try admission then, so that no wake-up is lost in between.</summary>
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

    /// <summary>Whether a waiter may take room at a deployment: it is the first that wants it, or those before it have passed it on.</summary>
    public bool MayTake(AdmissionWaiter waiter, DeploymentHealth deployment)
    {
        lock (_lock)
        {
            int index = waiter.IndexOf(deployment);
            return index < 0 || (waiter.Offers & Bit(index)) != 0 || !IsWantedBefore(waiter, deployment);
        }
    }

    /// <summary>Leaves the queue, admitted or not: what room is left goes to those behind.</summary>
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

    /// <summary>The waiter tried and could not use the room that there is: it goes to the next one. It keeps its place.</summary>
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

    /// <summary>Sleeps until room is offered, or the time is over.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask SleepAsync(AdmissionWaiter waiter, TimeSpan longest, CancellationToken cancellationToken)
    {
        using ITimer timer = scheduler.Time.CreateTimer(
            static state => ((AdmissionWaiter)state!).Wake(AdmissionWaiter.TimedOut), waiter, longest, Timeout.InfiniteTimeSpan);

        // Not on the stack of whoever cancels: the rest of the request, the application's observers included, runs where it is woken.
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

    /// <summary>A deployment has room: the first waiter that wants it may try.</summary>
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
