using System.ClientModel;
using System.ClientModel.Primitives;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;
using OpenAI;
using OpenAI.Chat;

namespace ModelGateway.Benchmarks;

/// <summary>What a request to OpenAI costs on the processor: the vendor's SDK against the whole gateway, over the same canned network.</summary>
[MemoryDiagnoser]
public class OpenAITranslationBenchmark
{
    private const string Model = "gpt-5-mini";
    private Conversation _conversation = null!;
    private IChatClient _sdk = null!;
    private IChatClient _adapter = null!;
    private IChatClient _gateway = null!;

    [ParamsAllValues]
    public TranslationCase Case { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        byte[] answer = CannedAnswers.OpenAI(Case == TranslationCase.Stream200);
        string contentType = TranslationPeers.ContentType(Case);
        _sdk = CreateSdk(new HttpClient(new CannedHttpHandler(answer, contentType)));
        _gateway = TranslationPeers.Gateway("OpenAI", Model, TranslationPeers.Endpoint, new CannedHttpHandler(answer, contentType));
        _conversation = new Conversation(Case, Model);
        _adapter = new AdapterClient(_gateway, Model);
        await _conversation.CheckAsync(_sdk, TranslationPeers.ExpectedLength(Case));
        await _conversation.CheckAsync(_adapter, TranslationPeers.ExpectedLength(Case));
        await _conversation.CheckAsync(_gateway, TranslationPeers.ExpectedLength(Case));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _sdk.Dispose();
        _gateway.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<int> Sdk() => _conversation.AskAsync(_sdk);

    [Benchmark]
    public Task<int> Adapter() => _conversation.AskAsync(_adapter);

    [Benchmark]
    public Task<int> Gateway() => _conversation.AskAsync(_gateway);

    private static IChatClient CreateSdk(HttpClient http) => new ChatClient(
        Model,
        new ApiKeyCredential("key-of-the-benchmark"),
        new OpenAIClientOptions
        {
            Endpoint = TranslationPeers.Endpoint,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0),
        }).AsIChatClient();
}
