namespace ModelGateway.Testing;

/// <summary>A simulation hangs: its task is not complete, and nothing is due any more or its time limit has passed.</summary>
public sealed class SimulationStalledException : Exception
{
    internal SimulationStalledException(string message, long seed, TimeSpan elapsed)
        : base(message)
    {
        Seed = seed;
        Elapsed = elapsed;
    }

    /// <summary>The seed that reproduces the failure.</summary>
    public long Seed { get; }

    /// <summary>The virtual time since the start.</summary>
    public TimeSpan Elapsed { get; }
}
