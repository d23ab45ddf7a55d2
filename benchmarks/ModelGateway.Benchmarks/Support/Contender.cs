namespace ModelGateway.Benchmarks.Support;

/// <summary>One side of a comparison in rounds, and what was measured of it.</summary>
internal sealed record Contender(string Name, Func<Task> Operation)
{
    /// <summary>Operations a batch, so that a batch takes about a fixed time.</summary>
    public int BatchSize { get; set; } = 1;

    /// <summary>Bytes allocated by one operation.</summary>
    public double Bytes { get; set; }

    /// <summary>Nanoseconds of one operation, batch by batch.</summary>
    public List<double> Nanoseconds { get; } = [];
}
