namespace ModelGateway.Testing.Virtual;

/// <summary>A delay whose awaiters continue inline, on the thread that advances time.</summary>
internal sealed class VirtualDelay : IDisposable
{
    // Without RunContinuationsAsynchronously, because the thread pool would make the order random.
    private readonly TaskCompletionSource _done = new();
    private readonly CancellationToken _cancellationToken;
    private readonly VirtualTimer _timer;
    private readonly CancellationTokenRegistration _registration;

    public VirtualDelay(VirtualTime time, TimeSpan duration, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _timer = new(time, static x => ((VirtualDelay)x!).Complete(), this);
        _timer.Change(duration, Timeout.InfiniteTimeSpan);
        _registration = cancellationToken.UnsafeRegister(static x => ((VirtualDelay)x!).Cancel(), this);
    }

    public Task Task => _done.Task;

    public void Dispose() => _timer.Dispose();

    private void Complete()
    {
        _registration.Dispose();
        _done.TrySetResult();
    }

    private void Cancel()
    {
        Dispose();
        _done.TrySetCanceled(_cancellationToken);
    }
}
