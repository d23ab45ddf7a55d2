using ModelGateway.Failures;

namespace ModelGateway.Resilience;

/// <summary>The live state of a deployment, kept by its name, which outlives every reload of the configuration.</summary>
internal sealed class DeploymentHealth
{
    // Peak EWMA's weight for one sample; latency is fed by the time to first token, never the total, which length dominates.
    private const double Smoothing = 0.2;
    private double _firstTokenSeconds;

    /// <summary>The breaker of chats.</summary>
    public CircuitBreaker ChatBreaker { get; } = new();

    /// <summary>The breaker of embeddings: that a chat model refuses to embed says nothing of its chats.</summary>
    public CircuitBreaker EmbeddingBreaker { get; } = new();

    public ConcurrencyGate Gate { get; } = new();

    /// <summary>Requests that wait for this deployment, guarded by the queue's lock; while there are any, newcomers stand behind them.</summary>
    public int Waiting;

    /// <summary>The smoothed time to first token; null before the first one.</summary>
    public TimeSpan? FirstToken => Volatile.Read(ref _firstTokenSeconds) is > 0 and double seconds ? TimeSpan.FromSeconds(seconds) : null;

    public CircuitBreaker Breaker(OperationKind operation) => operation == OperationKind.Embeddings ? EmbeddingBreaker : ChatBreaker;

    public void ObserveFirstToken(TimeSpan time)
    {
        double current = Volatile.Read(ref _firstTokenSeconds);
        double seconds = Math.Max(time.TotalSeconds, 1e-9);
        Volatile.Write(ref _firstTokenSeconds, current == 0 || seconds > current ? seconds : current + (Smoothing * (seconds - current)));
    }
}
