using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ModelGateway.Benchmarks;

/// <summary>
/// From the start of a process to its first answer, over a canned network: the OpenAI SDK against the gateway. Each run is a process of
/// its own, the variants take turns, and medians are compared; BenchmarkDotNet's warm-up would take away what is measured.
/// </summary>
internal static class StartupBenchmark
{
    private const int Rounds = 25;

    /// <summary>Measures; the first argument is the published native program, where there is one.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        string app = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../StartupApp/bin/Release/net10.0/StartupApp.dll"));
        List<StartupVariant> variants =
        [
            new("OpenAI SDK, JIT", "dotnet", [app, "openai-sdk"]),
            new("OpenAI SDK in a container, JIT", "dotnet", [app, "openai-sdk-container"]),
            new("Gateway, JIT", "dotnet", [app, "gateway"]),
            new("An empty program, JIT", "dotnet", [app, "nothing"]),
        ];
        if (args is [string native, ..])
        {
            variants.Add(new("Gateway, AOT", native, ["gateway"]));
            variants.Add(new("An empty program, AOT", native, ["nothing"]));
        }

        for (int round = -2; round < Rounds; round++)
        {
            foreach (StartupVariant variant in variants)
            {
                double milliseconds = await MeasureAsync(variant);
                if (round >= 0)
                {
                    variant.Milliseconds.Add(milliseconds);
                }
            }
        }

        Console.Write(Table(variants));
        return 0;
    }

    private static async Task<double> MeasureAsync(StartupVariant variant)
    {
        ProcessStartInfo start = new(variant.Program, variant.Arguments) { RedirectStandardOutput = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{variant.Program} did not start.");
        string? answer = await process.StandardOutput.ReadLineAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && answer is not null
            ? elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"{variant.Name} ended with {process.ExitCode} and the answer '{answer}'.");
    }

    private static string Table(List<StartupVariant> variants)
    {
        double baseline = variants[0].Median;
        StringBuilder table = new("| Variant | Median | Minimum | Ratio |\n|---|---:|---:|---:|\n");
        foreach (StartupVariant variant in variants)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {variant.Name} | {variant.Median:0} ms | {variant.Milliseconds.Min():0} ms | {variant.Median / baseline:0.00} |\n");
        }

        return table.ToString();
    }
}
