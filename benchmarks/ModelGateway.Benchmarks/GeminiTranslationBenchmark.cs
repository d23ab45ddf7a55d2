using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// What a request to Gemini costs on the processor. There is no vendor's SDK to compare with: the baseline only sends a body that was
/// encoded before and drains the answer unread, which no client can go below.
/// </summary>
[MemoryDiagnoser]
public class GeminiTranslationBenchmark
{
    private const string Model = "gemini-3-flash";
    private static readonly Uri Endpoint = new("http://host/v1beta/");
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private Conversation _conversation = null!;
    private HttpClient _http = null!;
    private byte[] _body = null!;
    private Uri _address = null!;
    private IChatClient _adapter = null!;
    private IChatClient _gateway = null!;

    [ParamsAllValues]
    public TranslationCase Case { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        byte[] answer = CannedAnswers.Gemini(Case == TranslationCase.Stream200);
        string contentType = TranslationPeers.ContentType(Case);
        _conversation = new Conversation(Case, Model);
        _gateway = TranslationPeers.Gateway("Gemini", Model, Endpoint, new CannedHttpHandler(answer, contentType));
        _adapter = new AdapterClient(_gateway, Model);
        await _conversation.CheckAsync(_adapter, TranslationPeers.ExpectedLength(Case));
        await _conversation.CheckAsync(_gateway, TranslationPeers.ExpectedLength(Case));

        RecordingHandler recorder = new(new CannedHttpHandler(answer, contentType));
        using IChatClient recorded = TranslationPeers.Gateway("Gemini", Model, Endpoint, recorder);
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
