namespace ModelGateway.Testing.Simulators;

/// <summary>The number of open items, and a task that completes when there is none.</summary>
internal sealed class ActivityGauge
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Enter()
    {
        lock (_lock)
        {
            _count++;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_count == 0)
            {
                _idle?.TrySetResult();
                _idle = null;
            }
        }
    }

    public Task WhenIdle()
    {
        lock (_lock)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
