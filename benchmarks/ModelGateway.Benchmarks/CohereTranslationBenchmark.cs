using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>Cohere's Chat.</summary>
public class CohereTranslationBenchmark : LowerBoundTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } =
        new("Cohere", "command-a-03-2025", new Uri("http://host/"), CannedAnswers.Cohere);
}
