namespace ModelGateway.Scheduling;

/// <summary>The scheduler of a running application: a given clock, the process's random numbers and the thread pool.</summary>
internal sealed class SystemScheduler(TimeProvider time) : GatewayScheduler
{
    public override TimeProvider Time { get; } = time;

#pragma warning disable RS0030 // The only place where these banned APIs are used.
    public override double NextDouble() => Random.Shared.NextDouble();
#pragma warning restore RS0030

    public override void Post(Action<object?> callback, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(callback, state, preferLocal: false);
}
