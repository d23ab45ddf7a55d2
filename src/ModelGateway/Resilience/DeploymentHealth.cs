using ModelGateway.Failures;

namespace ModelGateway.Resilience;

/// <summary>The live state of a deployment. It is kept by the deployment's name and outlives reloads of the configuration.</summary>
internal sealed class DeploymentHealth
{
    // The weight of one sample in the peak EWMA. The sample is the time to first token: the total time mostly depends on the answer's
    // length.
    private const double Smoothing = 0.2;
    private double _firstTokenSeconds;
    private int _streaming;

    /// <summary>The breaker of chats.</summary>
    public CircuitBreaker ChatBreaker { get; } = new();

    /// <summary>The breaker of embeddings, separate because failing embeddings say nothing about chats.</summary>
    public CircuitBreaker EmbeddingBreaker { get; } = new();

    public ConcurrencyGate Gate { get; } = new();

    /// <summary>
    /// How many requests wait for this deployment; guarded by the queue's lock. While there are any, new requests queue behind them.
    /// </summary>
    public int Waiting;

    /// <summary>The smoothed time to first token (peak EWMA); null before the first sample.</summary>
    public TimeSpan? FirstToken => Volatile.Read(ref _firstTokenSeconds) is > 0 and double seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>What the deployment was found to do about streams.</summary>
    public StreamingSupport Streaming => (StreamingSupport)Volatile.Read(ref _streaming);

    /// <summary>
    /// Remembers what a refusal says about streams. The first counts: a deployment that refuses one way and then the other would be asked
    /// without end.
    /// </summary>
    /// <returns>Whether that is what is remembered now.</returns>
    public bool TryLearn(StreamingSupport support)
    {
        int before = Interlocked.CompareExchange(ref _streaming, (int)support, (int)StreamingSupport.Unknown);
        return before == (int)StreamingSupport.Unknown || before == (int)support;
    }

    /// <summary>The configuration was loaded again: the deployment may be another, or may have been allowed to stream.</summary>
    public void OnReload() => Volatile.Write(ref _streaming, (int)StreamingSupport.Unknown);

    public CircuitBreaker Breaker(OperationKind operation) => operation == OperationKind.Embeddings ? EmbeddingBreaker : ChatBreaker;

    public void ObserveFirstToken(TimeSpan time)
    {
        double current = Volatile.Read(ref _firstTokenSeconds);
        double seconds = Math.Max(time.TotalSeconds, 1e-9);
        Volatile.Write(ref _firstTokenSeconds, current == 0 || seconds > current ? seconds : current + (Smoothing * (seconds - current)));
    }
}
