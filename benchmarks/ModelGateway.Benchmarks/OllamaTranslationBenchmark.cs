using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;
using OllamaSharp;

namespace ModelGateway.Benchmarks;

/// <summary>What a request to Ollama costs on the processor: OllamaSharp against the whole gateway, over the same canned network.</summary>
[MemoryDiagnoser]
public class OllamaTranslationBenchmark
{
    private const string Model = "qwen3:4b";
    private static readonly Uri Endpoint = new("http://host/");
    private Conversation _conversation = null!;
    private OllamaApiClient _ollamaSharp = null!;
    private IChatClient _adapter = null!;
    private IChatClient _gateway = null!;

    [ParamsAllValues]
    public TranslationCase Case { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        byte[] answer = CannedAnswers.Ollama(Case == TranslationCase.Stream200);
        string contentType = Case == TranslationCase.Stream200 ? "application/x-ndjson" : "application/json";
        _ollamaSharp = new OllamaApiClient(new HttpClient(new CannedHttpHandler(answer, contentType)) { BaseAddress = Endpoint }, Model);
        _gateway = TranslationPeers.Gateway("Ollama", Model, Endpoint, new CannedHttpHandler(answer, contentType));
        _conversation = new Conversation(Case, Model);
        _adapter = new AdapterClient(_gateway, Model);
        await _conversation.CheckAsync(_ollamaSharp, TranslationPeers.ExpectedLength(Case));
        await _conversation.CheckAsync(_adapter, TranslationPeers.ExpectedLength(Case));
        await _conversation.CheckAsync(_gateway, TranslationPeers.ExpectedLength(Case));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _ollamaSharp.Dispose();
        _gateway.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<int> OllamaSharp() => _conversation.AskAsync(_ollamaSharp);

    [Benchmark]
    public Task<int> Adapter() => _conversation.AskAsync(_adapter);

    [Benchmark]
    public Task<int> Gateway() => _conversation.AskAsync(_gateway);
}
