namespace ModelGateway.Testing.Virtual;

/// <summary>A timer of <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private bool _disposed;

    /// <summary>Counts changes. An entry that was queued before the last change is void.</summary>
    public int Version { get; private set; }

    public TimeSpan Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        Version++;
        Period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
            time.Enqueue(this, dueTime);
        }

        return true;
    }

    public void Fire()
    {
        if (Period > TimeSpan.Zero)
        {
            time.Enqueue(this, Period);
        }

        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static x => ((VirtualTimer)x!).Invoke(), this);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        Version++;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Invoke() => callback(state);
}
