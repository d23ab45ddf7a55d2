namespace ModelGateway.Resilience;

/// <summary>One request's place in the admission queue.</summary>
internal sealed class AdmissionWaiter(DeploymentHealth[] deployments)
{
    public const int Signalled = 0;
    public const int TimedOut = 1;
    public const int Cancelled = 2;

    private readonly Lock _lock = new();
    private TaskCompletionSource<int>? _sleep;
    private int? _pending;
    private int _woken;

    public DeploymentHealth[] Deployments { get; } = deployments;

    public LinkedListNode<AdmissionWaiter>? Node { get; set; }

    /// <summary>Claims the wake-up, so that one released permit wakes one waiter.</summary>
    public bool TryMarkWoken() => Interlocked.Exchange(ref _woken, 1) == 0;

    /// <summary>Called before every try for admission: room that comes free from here on wakes this waiter again.</summary>
    public void BeginTry() => Interlocked.Exchange(ref _woken, 0);

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

    public Task<int> WaitAsync()
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
