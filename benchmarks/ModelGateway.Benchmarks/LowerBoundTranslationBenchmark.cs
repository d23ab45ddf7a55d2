using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// The processor time of a request to a provider without an SDK to compare with. The baseline sends a body that was encoded before and
/// drains the answer unread: a lower bound for any client.
/// </summary>
[MemoryDiagnoser]
public abstract class LowerBoundTranslationBenchmark
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private Conversation _conversation = null!;
    private HttpClient _http = null!;
    private byte[] _body = null!;
    private Uri _address = null!;
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
        _conversation = new Conversation(Case, Provider.Model);
        _gateway = Provider.CreateGateway(new CannedHttpHandler(answer, contentType));
        _adapter = new AdapterClient(_gateway, Provider.Model, Provider.Key);
        await _conversation.CheckAsync(_adapter, CannedAnswers.ExpectedLength(Case));
        await _conversation.CheckAsync(_gateway, CannedAnswers.ExpectedLength(Case));

        RecordingHandler recorder = new(new CannedHttpHandler(answer, contentType));
        using IChatClient recorded = Provider.CreateGateway(recorder);
        await _conversation.AskAsync(recorded);
        (_address, _body) = (recorder.Address!, recorder.Body!);
        _http = new HttpClient(new CannedHttpHandler(answer, contentType));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _http.Dispose();
        _gateway.Dispose();
    }

    [Benchmark(Baseline = true)]
    public async Task HttpClientOnly()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _address) { Content = new ByteArrayContent(_body) };
        request.Content.Headers.ContentType = Json;
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await response.Content.CopyToAsync(Stream.Null);
    }

    [Benchmark]
    public Task<int> Adapter() => _conversation.AskAsync(_adapter);

    [Benchmark]
    public Task<int> Gateway() => _conversation.AskAsync(_gateway);
}
