namespace ModelGateway.Resilience;

/// <summary>A request's place in the admission queue. The queue's lock guards its properties, and its own lock guards the sleep.</summary>
internal sealed class AdmissionWaiter(WaitTarget[] wanted)
{
    public const int Signalled = 0;
    public const int TimedOut = 1;
    public const int Cancelled = 2;

    private readonly Lock _lock = new();
    private TaskCompletionSource<int>? _sleep;
    private int? _pending;

    /// <summary>The deployments that the request may use.</summary>
    public WaitTarget[] Wanted { get; } = wanted;

    /// <summary>
    /// The deployments whose room was offered to this waiter, because the waiters before it could not use it; bits by index in
    /// <see cref="Wanted"/>.
    /// </summary>
    public ulong Offers { get; set; }

    /// <summary>
    /// The deployments whose room this waiter could not use at its last try. Waiters behind it need not wait for it there.
    /// </summary>
    public ulong Passed { get; set; }

    /// <summary>The place in the queue; null after leaving it.</summary>
    public LinkedListNode<AdmissionWaiter>? Node { get; set; }

    /// <summary>The index of a deployment in <see cref="Wanted"/>; -1 if it is not wanted.</summary>
    public int IndexOf(DeploymentHealth deployment)
    {
        for (int i = 0; i < Wanted.Length; i++)
        {
            if (ReferenceEquals(Wanted[i].Health, deployment))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Ends the current sleep, or the next one if the waiter is awake. Continuations run on this call's stack.</summary>
    public void Wake(int reason)
    {
        TaskCompletionSource<int>? sleep;
        lock (_lock)
        {
            sleep = _sleep;
            _sleep = null;
            if (sleep is null)
            {
                _pending = Math.Max(_pending ?? Signalled, reason);
                return;
            }
        }

        sleep.TrySetResult(reason);
    }

    /// <summary>Waits for <see cref="Wake"/>.</summary>
    /// <returns>The reason of waking.</returns>
    public Task<int> SleepAsync()
    {
        lock (_lock)
        {
            if (_pending is { } reason)
            {
                _pending = null;
                return Task.FromResult(reason);
            }

            _sleep = new TaskCompletionSource<int>();
            return _sleep.Task;
        }
    }
}

/// <summary>A deployment that a request waits for, and its limit of requests in flight.</summary>
internal readonly record struct WaitTarget(DeploymentHealth Health, int Limit)
{
    /// <summary>Whether the deployment would admit a request now.</summary>
    public bool HasRoom => Health.Gate.InFlight < Limit;
}
