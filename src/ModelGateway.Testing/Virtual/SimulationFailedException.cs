namespace ModelGateway.Testing;

/// <summary>A simulation failed with one of several seeds. The inner exception is the failure.</summary>
public sealed class SimulationFailedException : Exception
{
    internal SimulationFailedException(string message, long seed, Exception innerException)
        : base(message, innerException) => Seed = seed;

    /// <summary>The seed that reproduces the failure.</summary>
    public long Seed { get; }
}
