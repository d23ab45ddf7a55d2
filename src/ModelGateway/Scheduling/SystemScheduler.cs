namespace ModelGateway.Scheduling;

/// <summary>The scheduler of a running application: the given clock, the process's randomness, the thread pool.</summary>
internal sealed class SystemScheduler(TimeProvider time) : GatewayScheduler
{
    public override TimeProvider Time { get; } = time;

#pragma warning disable RS0030 // This is where the banned sources enter.
    public override double NextDouble() => Random.Shared.NextDouble();
#pragma warning restore RS0030

    public override void Post(Action<object?> callback, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(callback, state, preferLocal: false);
}
