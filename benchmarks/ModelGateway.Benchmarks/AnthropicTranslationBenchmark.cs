using Anthropic;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>Anthropic's Messages against the vendor's SDK.</summary>
public class AnthropicTranslationBenchmark : SdkTranslationBenchmark
{
    private protected override CannedProvider Provider { get; } = new("Anthropic", "claude-sonnet-5", new Uri("http://host/"), CannedAnswers.Anthropic);

    private protected override IChatClient CreateSdk(HttpClient http) => new AnthropicClient
    {
        HttpClient = http,
        BaseUrl = "http://host",
        ApiKey = Provider.Key,
        MaxRetries = 0,
    }.AsIChatClient(Provider.Model);
}
