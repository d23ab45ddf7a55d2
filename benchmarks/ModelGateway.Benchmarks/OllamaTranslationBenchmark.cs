using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;
using OllamaSharp;

namespace ModelGateway.Benchmarks;

/// <summary>Ollama's native chat against OllamaSharp, which the vendor recommends for .NET.</summary>
public class OllamaTranslationBenchmark : SdkTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } =
        new("Ollama", "llama3.2", new Uri("http://host/"), CannedAnswers.Ollama) { StreamContentType = "application/x-ndjson" };

    private protected override IChatClient CreateSdk(HttpClient http) => new OllamaApiClient(http, Provider.Model);
}
