using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>Mistral's Chat Completions.</summary>
public class MistralTranslationBenchmark : LowerBoundTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } =
        new("Mistral", "mistral-medium-latest", new Uri("http://host/v1/"), CannedAnswers.Mistral);
}
