using ModelGateway.Failures;

namespace ModelGateway.Protocols.Streaming;

/// <summary>
/// The bytes that all streams of a gateway together may hold of events that have not ended. Beyond it the stream that holds the most is
/// ended, as malformed: providers that send no ends could otherwise fill the memory, each within the bound of one event. Buffers up to
/// 64 KiB are not counted, so most streams never come here.
/// </summary>
/// <param name="limit">The most bytes.</param>
/// <param name="maxEventBytes">The most bytes of one event.</param>
internal sealed class EventBudget(long limit, int maxEventBytes = EventBudget.DefaultMaxEventBytes)
{
    public const long DefaultLimit = 64 * 1024 * 1024;

    /// <summary>The largest event accepted: images in one event reach several megabytes.</summary>
    public const int DefaultMaxEventBytes = 32 * 1024 * 1024;

    /// <summary>Buffers up to this length are not counted.</summary>
    public const int Uncounted = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Stream, Lease> _leases = [];
    private long _limit = limit;
    private long _held;

    public static EventBudget Unlimited { get; } = new(long.MaxValue);

    public int MaxEventBytes { get; } = maxEventBytes;

    /// <summary>The most bytes; a change applies from the next event on that grows.</summary>
    public long Limit
    {
        get => Volatile.Read(ref _limit);
        set => Volatile.Write(ref _limit, value);
    }

    /// <summary>How many bytes are held now, in counted buffers.</summary>
    public long Held
    {
        get
        {
            lock (_lock)
            {
                return _held;
            }
        }
    }

    /// <summary>Reads into a counted buffer. The read ends early if the budget ends this stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="buffer">The free part of the buffer.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="ProviderException">The budget has ended this stream.</exception>
    public async ValueTask<int> ReadAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        Lease lease = Find(stream);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Source.Token);
        try
        {
            int read = await stream.ReadAsync(buffer, either.Token).ConfigureAwait(false);
            return lease.HasEnded ? throw Exceeded() : read;
        }
        catch (Exception exception)
            when (exception is not ProviderException && lease.HasEnded && !cancellationToken.IsCancellationRequested)
        {
            throw Exceeded();
        }
    }

    /// <summary>Counts a buffer of a new length; 64 KiB and less count as nothing.</summary>
    /// <exception cref="ProviderException">The budget does not suffice, and this stream holds the most, or was ended before.</exception>
    public void Resize(Stream stream, int bytes)
    {
        Lease lease = Find(stream);
        List<Lease> ended = [];
        lock (_lock)
        {
            Set(lease, lease.HasEnded || bytes <= Uncounted ? 0 : bytes);
            while (_held > Limit)
            {
                Lease largest = _leases.Values.MaxBy(static held => held.Bytes)!;
                Set(largest, 0);
                largest.HasEnded = true;
                ended.Add(largest);
            }

            if (lease.Bytes == 0)
            {
                _leases.Remove(stream);
            }
        }

        // Its read is cancelled outside the lock, and not on this stream's time.
        ended.ForEach(static held => _ = held.Source.CancelAsync());
        if (lease.HasEnded)
        {
            throw Exceeded();
        }
    }

    /// <summary>Nothing of the stream is held any more.</summary>
    public void Close(Stream stream)
    {
        lock (_lock)
        {
            if (_leases.Remove(stream, out Lease? lease))
            {
                Set(lease, 0);
            }
        }
    }

    public ProviderException TooLong(string what) => new(new ProviderFailure(
        FailureKind.Malformed, $"The provider sent {what} of more than {MaxEventBytes} bytes."));

    private Lease Find(Stream stream)
    {
        lock (_lock)
        {
            if (!_leases.TryGetValue(stream, out Lease? lease))
            {
                _leases.Add(stream, lease = new Lease());
            }

            return lease;
        }
    }

    private void Set(Lease lease, int bytes)
    {
        _held += bytes - lease.Bytes;
        lease.Bytes = bytes;
    }

    private ProviderException Exceeded() => new(new ProviderFailure(
        FailureKind.Malformed,
        $"All streams together hold more than {Limit} bytes of events that have not ended (MaxUnfinishedEventBytes), and this one held "
        + "the most."));

    /// <summary>What one stream holds. Its source needs no disposal: it has neither a timer nor a wait handle.</summary>
    private sealed class Lease
    {
        public CancellationTokenSource Source { get; } = new();

        public int Bytes;

        public volatile bool HasEnded;
    }
}
