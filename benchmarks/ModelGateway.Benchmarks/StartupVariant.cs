namespace ModelGateway.Benchmarks;

/// <summary>A program whose start is measured, and how long each start took.</summary>
internal sealed record StartupVariant(string Name, string Program, string[] Arguments)
{
    public List<double> Milliseconds { get; } = [];

    public double Median => Milliseconds.Order().ElementAt(Milliseconds.Count / 2);
}
