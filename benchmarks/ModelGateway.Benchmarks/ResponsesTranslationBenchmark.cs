using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>OpenAI's Responses against the vendor's SDK.</summary>
public class ResponsesTranslationBenchmark : SdkTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } =
        new("OpenAI", "gpt-5-mini", new Uri("http://host/v1/"), CannedAnswers.Responses) { Api = ProviderApi.Responses };

    private protected override IChatClient CreateSdk(HttpClient http) => OpenAISdk.Responses(Provider, http);
}
