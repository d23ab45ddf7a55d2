namespace ModelGateway.Scheduling;

/// <summary>
/// The gateway's only source of time and randomness, and its only way to run a callback later. A test that replaces it controls the order
/// of all events, so that a seed always gives the same trace.
/// </summary>
internal abstract class GatewayScheduler
{
    /// <summary>The clock, for timestamps and timers.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Returns a random number in [0, 1).</summary>
    public abstract double NextDouble();

    /// <summary>Runs a callback soon, outside the caller's stack and locks.</summary>
    public abstract void Post(Action<object?> callback, object? state);
}
