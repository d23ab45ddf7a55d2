namespace ModelGateway.Scheduling;

/// <summary>
/// The one seam through which the gateway learns the time, draws randomness and runs something later. A test that replaces it decides
/// every interleaving, so a seed gives one trace.
/// </summary>
internal abstract class GatewayScheduler
{
    /// <summary>The clock, for timestamps and timers.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>A number in [0, 1).</summary>
    public abstract double NextDouble();

    /// <summary>Runs a callback soon, off the caller's stack and outside its locks.</summary>
    public abstract void Post(Action<object?> callback, object? state);
}
