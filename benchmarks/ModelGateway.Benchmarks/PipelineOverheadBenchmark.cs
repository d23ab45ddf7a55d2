using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>
/// What the gateway adds to a client that answers at once: the bare client's cached task against Microsoft.Extensions.AI's own pipelines
/// and the gateway in stages. <see cref="Gateway10CandidatesBudget"/> is the one with everything on.
/// </summary>
[MemoryDiagnoser]
public class PipelineOverheadBenchmark
{
    private readonly List<ChatMessage> _messages = PipelinePeers.Messages();
    private readonly ChatOptions _options = PipelinePeers.Options();
    private IChatClient _client = null!;
    private MetricsListener? _listener;

    [GlobalSetup(Target = nameof(Bare))]
    public void SetupBare() => _client = new CannedChatClient();

    [GlobalSetup(Target = nameof(OrderedFailover))]
    public void SetupFailover() => _client = PipelinePeers.OrderedFailover();

    [GlobalSetup(Target = nameof(OpenTelemetryAndLogging))]
    public void SetupObserved() => _client = PipelinePeers.OpenTelemetryAndLogging();

    [GlobalSetup(Target = nameof(GatewayOneDeployment))]
    public void SetupOne() => _client = PipelinePeers.Gateway(candidates: 1);

    [GlobalSetup(Target = nameof(Gateway10Candidates))]
    public void SetupTen() => _client = PipelinePeers.Gateway(candidates: 10);

    [GlobalSetup(Target = nameof(Gateway10CandidatesBudget))]
    public void SetupWhole() => _client = PipelinePeers.Gateway(candidates: 10, budget: true);

    [GlobalSetup(Target = nameof(Gateway10CandidatesBudgetNoTimeouts))]
    public void SetupNoTimeouts() => _client = PipelinePeers.Gateway(candidates: 10, budget: true, timeouts: false);

    [GlobalSetup(Target = nameof(Gateway10CandidatesBudgetMetrics))]
    public void SetupMetrics()
    {
        _client = PipelinePeers.Gateway(candidates: 10, budget: true);
        _listener = new MetricsListener();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _listener?.Dispose();
        _client.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<ChatResponse> Bare() => Ask();

    [Benchmark]
    public Task<ChatResponse> OrderedFailover() => Ask();

    [Benchmark]
    public Task<ChatResponse> OpenTelemetryAndLogging() => Ask();

    [Benchmark]
    public Task<ChatResponse> GatewayOneDeployment() => Ask();

    [Benchmark]
    public Task<ChatResponse> Gateway10Candidates() => Ask();

    [Benchmark]
    public Task<ChatResponse> Gateway10CandidatesBudget() => Ask();

    [Benchmark]
    public Task<ChatResponse> Gateway10CandidatesBudgetNoTimeouts() => Ask();

    [Benchmark]
    public Task<ChatResponse> Gateway10CandidatesBudgetMetrics() => Ask();

    private Task<ChatResponse> Ask() => _client.GetResponseAsync(_messages, _options);
}
