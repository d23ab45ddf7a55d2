using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>OpenAI's Chat Completions against the vendor's SDK.</summary>
public class OpenAITranslationBenchmark : SdkTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } = new("OpenAI", "gpt-5-mini", new Uri("http://host/v1/"), CannedAnswers.OpenAI);

    private protected override IChatClient CreateSdk(HttpClient http) => OpenAISdk.Chat(Provider, http);
}
