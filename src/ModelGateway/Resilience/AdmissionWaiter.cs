namespace ModelGateway.Resilience;

/// <summary>One request's place in the admission queue. Its fields are guarded by the queue's lock, its sleep by its own.</summary>
internal sealed class AdmissionWaiter(WaitTarget[] wanted)
{
    public const int Signalled = 0;
    public const int TimedOut = 1;
    public const int Cancelled = 2;

    private readonly Lock _lock = new();
    private TaskCompletionSource<int>? _sleep;
    private int? _pending;

    public WaitTarget[] Wanted { get; } = wanted;

    /// <summary>The deployments whose room was offered to this waiter, past those before it that could not use it; bits by index in <see cref="Wanted"/>.</summary>
    public ulong Offers { get; set; }

    /// <summary>The deployments whose room this waiter could not use when it last tried: those behind it need not wait for it there.</summary>
    public ulong Passed { get; set; }

    public LinkedListNode<AdmissionWaiter>? Node { get; set; }

    /// <summary>The index of a deployment among those wanted; -1 where it is not.</summary>
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

    /// <summary>Ends the current sleep, or the next one if the waiter is awake. Continuations run here, on the scheduler's terms.</summary>
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
