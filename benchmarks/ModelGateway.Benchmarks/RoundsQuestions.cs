using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// What <see cref="RoundsBenchmark"/> and <see cref="BuildComparison"/> measure. <see cref="AskAsync"/> has types of the framework alone
/// in its signature, so that another build of this program can be asked for its contenders, too.
/// </summary>
internal static class RoundsQuestions
{
    /// <summary>
    /// The questions with <paramref name="filter"/> in their name; each is set up when it is reached, and cleaned up when the next one is.
    /// </summary>
    public static async IAsyncEnumerable<(string Question, (string Name, Func<Task> Operation)[] Contenders)> AskAsync(string filter)
    {
        if ("Pipeline".Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            yield return ("Pipeline", PipelineContenders());
        }

        if ("Stream of 200".Contains(filter, StringComparison.OrdinalIgnoreCase))
        {
            yield return ("Stream of 200", StreamContenders());
        }

        foreach (int deployments in (int[])[10, 1_000])
        {
            if ("Negotiation".Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                yield return ($"Negotiation among {deployments}", NegotiationContenders(deployments));
            }
        }

        // The short case comes last: by then both sides run fully optimised code.
        foreach (TranslationCase translation in Enum.GetValues<TranslationCase>().Reverse())
        {
            foreach ((string name, SdkTranslationBenchmark benchmark) in SdkBenchmarks(translation)
                .Where(benchmark => benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            {
                await benchmark.Setup();
                yield return ($"{name} {translation}",
                    [("Sdk", benchmark.Sdk), ("Adapter", benchmark.Adapter), ("Gateway", benchmark.Gateway)]);
                benchmark.Cleanup();
            }

            foreach ((string name, LowerBoundTranslationBenchmark benchmark) in LowerBounds(translation)
                .Where(benchmark => benchmark.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            {
                await benchmark.Setup();
                yield return ($"{name} {translation}",
                    [("HttpClientOnly", benchmark.HttpClientOnly), ("Adapter", benchmark.Adapter), ("Gateway", benchmark.Gateway)]);
                benchmark.Cleanup();
            }
        }
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

    private static (string, Func<Task>)[] PipelineContenders()
    {
        PipelineOverheadBenchmark failover = new(), observed = new(), ten = new(), whole = new();
        failover.SetupFailover();
        observed.SetupObserved();
        ten.SetupTen();
        whole.SetupWhole();
        return
        [
            (nameof(failover.OrderedFailover), failover.OrderedFailover),
            (nameof(observed.OpenTelemetryAndLogging), observed.OpenTelemetryAndLogging),
            (nameof(ten.Gateway10Candidates), ten.Gateway10Candidates),
            (nameof(whole.Gateway10CandidatesBudget), whole.Gateway10CandidatesBudget),
        ];
    }

    private static (string, Func<Task>)[] StreamContenders()
    {
        StreamOverheadBenchmark failover = new(), whole = new();
        failover.SetupFailover();
        whole.SetupWhole();
        return [(nameof(failover.OrderedFailover), failover.OrderedFailover),
            (nameof(whole.Gateway10CandidatesBudget), whole.Gateway10CandidatesBudget)];
    }

    private static (string, Func<Task>)[] NegotiationContenders(int deployments)
    {
        NegotiationBenchmark benchmark = new() { Deployments = deployments };
        benchmark.Setup();
        return [(nameof(benchmark.Sets), Operation(benchmark.Sets)), (nameof(benchmark.Masks), Operation(benchmark.Masks)),
            (nameof(benchmark.MasksWithPreferences), Operation(benchmark.MasksWithPreferences)),
            (nameof(benchmark.PlainRequest), Operation(benchmark.PlainRequest))];
    }

    private static Func<Task> Operation(Func<int> work) => () =>
    {
        work();
        return Task.CompletedTask;
    };
}
