using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Providers;

namespace ModelGateway.Tests.Concurrency;

/// <summary>A provider's client that only counts its disposals.</summary>
internal sealed class CountingClient : IModelClient
{
    private int _disposals;

    public int Disposals => Volatile.Read(ref _disposals);

    public string TelemetryName => "none";

    public Uri? Endpoint => null;

    public bool HonoursCancellation => true;

    public EmbeddingLimits? GetEmbeddingLimits(string modelId) => null;

    public Task<ChatResponse> GetResponseAsync(ChatCall call, CallTransport transport, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        ChatCall call, CallTransport transport, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<GeneratedEmbeddings<Embedding<float>>> GetEmbeddingsAsync(
        EmbeddingCall call, CallTransport transport, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey) => null;

    public void Dispose() => Interlocked.Increment(ref _disposals);
}
