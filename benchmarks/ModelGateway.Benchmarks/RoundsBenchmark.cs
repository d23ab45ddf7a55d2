using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// The same methods as the classes' own runs, but in short batches that take turns. The speed of a shared machine changes between
/// one method's run and the next. Two batches a few milliseconds apart see the same speed, so the median of their ratios can be trusted.
/// </summary>
internal static class RoundsBenchmark
{
    private const int Rounds = 150;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(4);

    /// <summary>Measures; the first argument is a part of the question's name, where only some are asked.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.Write(
            "| Question | Contender | Fastest batch | Median ratio | Quartiles | Bytes | Bytes ratio |\n|---|---|---:|---:|---:|---:|---:|\n");
        string filter = args is [string part, ..] ? part : "";
        if ("Pipeline".Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            Compare("Pipeline", PipelineContenders());
        }

        if ("Stream of 200".Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            Compare("Stream of 200", StreamContenders());
        }

        // The short case comes last: by then both sides run fully optimised code.
        foreach (TranslationCase translation in Enum.GetValues<TranslationCase>().Reverse())
        {
            foreach ((string name, SdkTranslationBenchmark benchmark) in SdkBenchmarks(translation)
                .Where(benchmark => benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            {
                await benchmark.Setup();
                Compare($"{name} {translation}",
                    [new("Sdk", benchmark.Sdk), new("Adapter", benchmark.Adapter), new("Gateway", benchmark.Gateway)]);
                benchmark.Cleanup();
            }

            foreach ((string name, LowerBoundTranslationBenchmark benchmark) in LowerBounds(translation)
                .Where(benchmark => benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            {
                await benchmark.Setup();
                Compare($"{name} {translation}", [new("HttpClientOnly", benchmark.HttpClientOnly), new("Adapter", benchmark.Adapter),
                    new("Gateway", benchmark.Gateway)]);
                benchmark.Cleanup();
            }
        }

        return 0;
    }

    private static (string Name, SdkTranslationBenchmark Benchmark)[] SdkBenchmarks(TranslationCase translation) =>
    [
        ("OpenAI", new OpenAITranslationBenchmark { Case = translation }),
        ("Responses", new ResponsesTranslationBenchmark { Case = translation }),
        ("Anthropic", new AnthropicTranslationBenchmark { Case = translation }),
        ("Ollama", new OllamaTranslationBenchmark { Case = translation }),
    ];

    private static (string Name, LowerBoundTranslationBenchmark Benchmark)[] LowerBounds(TranslationCase translation) =>
    [
        ("Gemini", new GeminiTranslationBenchmark { Case = translation }),
        ("Mistral", new MistralTranslationBenchmark { Case = translation }),
        ("Cohere", new CohereTranslationBenchmark { Case = translation }),
        ("Bedrock", new BedrockTranslationBenchmark { Case = translation }),
    ];

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
        return [new(nameof(failover.OrderedFailover), failover.OrderedFailover),
            new(nameof(whole.Gateway10CandidatesBudget), whole.Gateway10CandidatesBudget)];
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
