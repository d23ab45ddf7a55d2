namespace ModelGateway.Testing;

/// <summary>A simulation hangs: nothing is due any more, or the time it was given has passed, and its task is not complete.</summary>
public sealed class SimulationStalledException : Exception
{
    internal SimulationStalledException(string message, long seed, TimeSpan elapsed)
        : base(message)
    {
        Seed = seed;
        Elapsed = elapsed;
    }

    /// <summary>The seed that leads here again.</summary>
    public long Seed { get; }

    /// <summary>The virtual time since the start.</summary>
    public TimeSpan Elapsed { get; }
}
