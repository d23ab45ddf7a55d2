namespace ModelGateway.Testing;

/// <summary>A simulation failed under one of several seeds; the inner exception is what it threw.</summary>
public sealed class SimulationFailedException : Exception
{
    internal SimulationFailedException(string message, long seed, Exception innerException)
        : base(message, innerException) => Seed = seed;

    /// <summary>The seed that leads here again.</summary>
    public long Seed { get; }
}
