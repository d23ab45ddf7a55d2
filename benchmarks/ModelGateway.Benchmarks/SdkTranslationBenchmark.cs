using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// What a request costs on the processor: the vendor's SDK against translation and HTTP alone, and against the whole gateway, over the same
/// canned network.
/// </summary>
[MemoryDiagnoser]
public abstract class SdkTranslationBenchmark
{
    private Conversation _conversation = null!;
    private IChatClient _sdk = null!;
    private IChatClient _adapter = null!;
    private IChatClient _gateway = null!;

    [ParamsAllValues]
    public TranslationCase Case { get; set; }

    private protected abstract CannedProvider Provider { get; }

    [GlobalSetup]
    public async Task Setup()
    {
        bool streaming = Case == TranslationCase.Stream200;
        byte[] answer = Provider.Answer(streaming);
        string contentType = Provider.ContentType(streaming);
        _sdk = CreateSdk(new HttpClient(new CannedHttpHandler(answer, contentType)) { BaseAddress = Provider.Endpoint });
        _gateway = Provider.CreateGateway(new CannedHttpHandler(answer, contentType));
        _conversation = new Conversation(Case, Provider.Model);
        _adapter = new AdapterClient(_gateway, Provider.Model, Provider.Key);
        foreach (IChatClient peer in new[] { _sdk, _adapter, _gateway })
        {
            await _conversation.CheckAsync(peer, CannedAnswers.ExpectedLength(Case));
        }
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

    private protected abstract IChatClient CreateSdk(HttpClient http);
}
