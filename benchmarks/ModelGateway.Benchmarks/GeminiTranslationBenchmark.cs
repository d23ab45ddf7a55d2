using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>Gemini's generateContent.</summary>
public class GeminiTranslationBenchmark : LowerBoundTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } =
        new("Gemini", "gemini-3-flash", new Uri("http://host/v1beta/"), CannedAnswers.Gemini);
}
