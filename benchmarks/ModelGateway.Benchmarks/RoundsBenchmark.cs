using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// The same methods as the classes' own runs, but in short batches that take turns. Where neighbours share the machine its speed changes
/// between one method's run and the next; two batches a few milliseconds apart see the same machine, so the median of their ratios holds.
/// </summary>
internal static class RoundsBenchmark
{
    private const int Rounds = 150;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(4);

    /// <param name="only">Part of the names of the questions that are asked; empty for all.</param>
    public static async Task<int> RunAsync(string only)
    {
        Console.Write("| Question | Contender | Fastest batch | Median ratio | Quartiles | Bytes | Bytes ratio |\n|---|---|---:|---:|---:|---:|---:|\n");
        if ("Pipeline".Contains(only, StringComparison.OrdinalIgnoreCase))
        {
            Compare("Pipeline", PipelineContenders());
        }

        if ("Stream of 200".Contains(only, StringComparison.OrdinalIgnoreCase))
        {
            Compare("Stream of 200", StreamContenders());
        }

        // The short case comes last: what it runs is compiled for good by then, on both sides.
        foreach (TranslationCase translation in Enum.GetValues<TranslationCase>().Reverse())
        {
            if ($"OpenAI {translation}".Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                OpenAITranslationBenchmark openAI = new() { Case = translation };
                await openAI.Setup();
                Compare($"OpenAI {translation}", [new("Sdk", openAI.Sdk), new("Adapter", openAI.Adapter), new("Gateway", openAI.Gateway)]);
                openAI.Cleanup();
            }

            if ($"Anthropic {translation}".Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                AnthropicTranslationBenchmark anthropic = new() { Case = translation };
                await anthropic.Setup();
                Compare($"Anthropic {translation}", [new("Sdk", anthropic.Sdk), new("Adapter", anthropic.Adapter), new("Gateway", anthropic.Gateway)]);
                anthropic.Cleanup();
            }

            if ($"Ollama {translation}".Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                OllamaTranslationBenchmark ollama = new() { Case = translation };
                await ollama.Setup();
                Compare($"Ollama {translation}", [new("OllamaSharp", ollama.OllamaSharp), new("Adapter", ollama.Adapter), new("Gateway", ollama.Gateway)]);
                ollama.Cleanup();
            }
        }

        return 0;
    }

    private static Contender[] PipelineContenders()
    {
        PipelineOverheadBenchmark failover = new(), observed = new(), ten = new(), whole = new();
        failover.SetupFailover();
        observed.SetupObserved();
        ten.SetupTen();
        whole.SetupWhole();
        return
        [
            new(nameof(failover.OrderedFailover), failover.OrderedFailover),
            new(nameof(observed.OpenTelemetryAndLogging), observed.OpenTelemetryAndLogging),
            new(nameof(ten.Gateway10Candidates), ten.Gateway10Candidates),
            new(nameof(whole.Gateway10CandidatesBudget), whole.Gateway10CandidatesBudget),
        ];
    }

    private static Contender[] StreamContenders()
    {
        StreamOverheadBenchmark failover = new(), whole = new();
        failover.SetupFailover();
        whole.SetupWhole();
        return [new(nameof(failover.OrderedFailover), failover.OrderedFailover), new(nameof(whole.Gateway10CandidatesBudget), whole.Gateway10CandidatesBudget)];
    }

    // The first contender is the baseline.
    private static void Compare(string question, Contender[] contenders)
    {
        foreach (Contender contender in contenders)
        {
            Prepare(contender);
        }

        for (int round = 0; round < Rounds; round++)
        {
            foreach (Contender contender in contenders)
            {
                contender.Nanoseconds.Add(Measure(contender));
            }
        }

        Contender baseline = contenders[0];
        StringBuilder rows = new();
        foreach (Contender contender in contenders)
        {
            double[] ratios = [.. contender.Nanoseconds.Zip(baseline.Nanoseconds, static (own, other) => own / other).Order()];
            rows.Append(
                CultureInfo.InvariantCulture,
                $"| {question} | {contender.Name} | {contender.Nanoseconds.Min():#,0} ns | {ratios[Rounds / 2]:0.000} | {ratios[Rounds / 4]:0.000} to {ratios[Rounds * 3 / 4]:0.000} | {contender.Bytes:#,0} | {contender.Bytes / baseline.Bytes:0.000} |\n");
        }

        Console.Write(rows);
    }

    private static void Prepare(Contender contender)
    {
        long started = Stopwatch.GetTimestamp();
        int operations = 0;
        while (Stopwatch.GetElapsedTime(started) < WarmUp)
        {
            contender.Operation().GetAwaiter().GetResult();
            operations++;
        }

        contender.BatchSize = Math.Max(1, (int)(operations * (Batch / WarmUp)));
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Measure(contender);
        contender.Bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)contender.BatchSize;
    }

    private static double Measure(Contender contender)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < contender.BatchSize; i++)
        {
            contender.Operation().GetAwaiter().GetResult();
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / contender.BatchSize;
    }
}
