using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>Bedrock's Converse, with every request signed.</summary>
public class BedrockTranslationBenchmark : LowerBoundTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } =
        new("Bedrock", "anthropic.claude-sonnet-5", new Uri("http://host/"), CannedAnswers.Bedrock) { Key = "AKIDEXAMPLE:secret-of-the-benchmark", Region = "us-east-1", StreamContentType = "application/vnd.amazon.eventstream" };
}
