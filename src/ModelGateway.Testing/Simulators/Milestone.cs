namespace ModelGateway.Testing.Simulators;

/// <summary>A growing count that can be awaited.</summary>
internal sealed class Milestone
{
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add()
    {
        lock (_lock)
        {
            _count++;
            for (int i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Count <= _count)
                {
                    _waiting[i].Reached.TrySetResult();
                    _waiting.RemoveAt(i);
                }
            }
        }
    }

    public Task WhenReached(int count)
    {
        lock (_lock)
        {
            if (_count >= count)
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
