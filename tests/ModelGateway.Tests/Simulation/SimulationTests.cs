using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelGateway.Tests.Simulation;

/// <summary>
/// Whole gateways on virtual time, one seed a script. A failure names its seed; <c>MODELGATEWAY_SEED</c> begins with it,
/// <c>MODELGATEWAY_FULL=1</c> plays them all.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int All = 2_000;
    private const int Sample = 300;

    [Fact]
    public void EveryScript_KeepsTheInvariants()
    {
        bool full = Environment.GetEnvironmentVariable("MODELGATEWAY_FULL") == "1";
        long first = Environment.GetEnvironmentVariable("MODELGATEWAY_SEED") is { } text
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : full ? 0 : DateOnly.FromDateTime(DateTime.UtcNow).DayNumber * Sample % All;
        int count = int.TryParse(Environment.GetEnvironmentVariable("MODELGATEWAY_SEEDS"), out int asked) ? asked : full ? All : Sample;
        output.WriteLine($"MODELGATEWAY_SEED={first}, {count} seeds");
        List<string> failures = [];
        int attempts = 0;
        using IncrementalHash traces = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long seed = first; seed < first + count; seed++)
        {
            GatewaySimulation simulation = GatewaySimulation.Run(seed);
            attempts += simulation.Ledger.Count;
            traces.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', simulation.Time.Trace)));
            if (simulation.Faults.Count > 0)
            {
                failures.Add($"MODELGATEWAY_SEED={seed}: {string.Join(Environment.NewLine, simulation.Faults)}");
                if (failures.Count == 1)
                {
                    output.WriteLine(string.Join(Environment.NewLine, simulation.Time.Trace));
                }
            }
        }

        // The same in every process and on every machine.
        output.WriteLine($"{attempts} attempts, traces {Convert.ToHexString(traces.GetHashAndReset())[..16]}");
        Assert.True(failures.Count == 0,
            $"{failures.Count} of {count} scripts failed.{Environment.NewLine}{string.Join(Environment.NewLine, failures.Take(20))}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(1_234)]
    [InlineData(987_654_321)]
    public void OneSeed_HasOneTrace(long seed)
    {
        IReadOnlyList<string> first = GatewaySimulation.Run(seed).Time.Trace;
        Assert.NotEmpty(first);
        for (int i = 1; i < 100; i++)
        {
            Assert.Equal(first, GatewaySimulation.Run(seed).Time.Trace);
        }
    }
}
