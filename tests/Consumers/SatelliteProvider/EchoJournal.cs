namespace SatelliteProvider;

/// <summary>What happened to the clients of the type <c>Echo</c> in one application, and a gate that holds their answers back.</summary>
public sealed class EchoJournal
{
    private int _created;
    private int _disposed;
    private int _inFlight;
    private int _mostInFlight;

    /// <summary>Answers wait for this task.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Created => _created;

    public int Disposed => _disposed;

    public int MostInFlight => _mostInFlight;

    /// <summary>The numbers of texts of the embedding requests, in their order.</summary>
    public IList<int> Batches { get; } = [];

    internal void OnCreated() => Interlocked.Increment(ref _created);

    internal void OnDisposed() => Interlocked.Increment(ref _disposed);

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        _mostInFlight = Math.Max(_mostInFlight, Interlocked.Increment(ref _inFlight));
        try
        {
            await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
