using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using ModelGateway.Benchmarks.Support;

namespace ModelGateway.Benchmarks;

/// <summary>What the gateway adds to a stream of 200 updates that are there at once.</summary>
[MemoryDiagnoser]
public class StreamOverheadBenchmark
{
    private readonly List<ChatMessage> _messages = PipelinePeers.Messages();
    private readonly ChatOptions _options = PipelinePeers.Options();
    private IChatClient _client = null!;

    [GlobalSetup(Target = nameof(Bare))]
    public void SetupBare() => _client = new CannedChatClient();

    [GlobalSetup(Target = nameof(OrderedFailover))]
    public void SetupFailover() => _client = PipelinePeers.OrderedFailover();

    [GlobalSetup(Target = nameof(OpenTelemetryAndLogging))]
    public void SetupObserved() => _client = PipelinePeers.OpenTelemetryAndLogging();

    [GlobalSetup(Target = nameof(Gateway10CandidatesBudget))]
    public void SetupWhole() => _client = PipelinePeers.Gateway(candidates: 10, budget: true);

    [GlobalCleanup]
    public void Cleanup() => _client.Dispose();

    [Benchmark(Baseline = true)]
    public Task<int> Bare() => ReadAsync();

    [Benchmark]
    public Task<int> OrderedFailover() => ReadAsync();

    [Benchmark]
    public Task<int> OpenTelemetryAndLogging() => ReadAsync();

    [Benchmark]
    public Task<int> Gateway10CandidatesBudget() => ReadAsync();

    private async Task<int> ReadAsync()
    {
        int updates = 0;
        await foreach (ChatResponseUpdate update in _client.GetStreamingResponseAsync(_messages, _options))
        {
            updates += update.Contents.Count;
        }

        return updates;
    }
}
