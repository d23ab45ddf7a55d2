using ModelGateway.Buffers;

namespace ModelGateway.Protocols.Streaming;

/// <summary>
/// The bytes of a stream from the current event on, in one array. It grows for an event that needs the room and shrinks behind it; an array
/// beyond 64 KiB counts against the budget of all streams. A mutable struct: keep it in a field that is not readonly.
/// </summary>
/// <param name="stream">The stream, which one buffer reads.</param>
/// <param name="budget">The bounds of events; null for the usual one of each alone.</param>
/// <param name="usualLength">The length of an array that holds no large event.</param>
internal struct EventBuffer(Stream stream, EventBudget? budget, int usualLength) : IDisposable
{
    private readonly EventBudget _budget = budget ?? EventBudget.Unlimited;
    private byte[] _bytes = ByteArrays.Rent(usualLength);

    /// <summary>Where the bytes end that were read.</summary>
    public int End { get; private set; }

    public readonly int MaxEventBytes => _budget.MaxEventBytes;

    private readonly bool IsCounted => _bytes.Length > EventBudget.Uncounted;

    public readonly byte this[int index] => _bytes[index];

    public readonly ReadOnlySpan<byte> Slice(int start, int length) => _bytes.AsSpan(start, length);

    /// <summary>Reads into the room behind the end. <see cref="Add"/> takes what was read.</summary>
    /// <exception cref="ProviderException">The budget has ended this stream.</exception>
    public readonly ValueTask<int> ReadAsync(CancellationToken cancellationToken) => IsCounted
        ? _budget.ReadAsync(stream, _bytes.AsMemory(End), cancellationToken)
        : stream.ReadAsync(_bytes.AsMemory(End), cancellationToken);

    public void Add(int read) => End += read;

    /// <summary>Makes room behind the end for more of an event that ends with a mark.</summary>
    /// <param name="start">Where the event begins; what lies before it is no longer needed.</param>
    /// <param name="what">What the event is called.</param>
    /// <param name="beside">How many bytes the reader holds of the event beside the buffer.</param>
    /// <returns>By how much all places have moved to the front.</returns>
    /// <exception cref="ProviderException">The event, or all together, are larger than the bound.</exception>
    public int MakeRoom(int start, string what, int beside = 0)
    {
        int kept = End - start;
        if (kept > _budget.MaxEventBytes)
        {
            throw _budget.TooLong(what);
        }

        if (IsCounted && kept <= usualLength / 2)
        {
            return MoveToFront(start, usualLength, beside);
        }

        return End < _bytes.Length ? 0
            : MoveToFront(start, kept > _bytes.Length / 2 ? _bytes.Length * 2 : _bytes.Length, beside);
    }

    /// <summary>Makes room behind the end for an event that says how long it is.</summary>
    /// <remarks>It gets the room only as its bytes come: a length alone must not take the memory.</remarks>
    /// <returns>By how much all places have moved to the front.</returns>
    public int MakeRoomFor(int length, int start)
    {
        int size = _bytes.Length;
        if (IsCounted && length <= usualLength)
        {
            return MoveToFront(start, usualLength);
        }

        if (End < size && (start == 0 || size - start >= length))
        {
            return 0;
        }

        return MoveToFront(start, End - start > size / 2 ? ByteArrays.LengthFor(Math.Min(length, size * 2)) : size);
    }

    public void Dispose()
    {
        if (IsCounted)
        {
            _budget.Close(stream);
        }

        ByteArrays.Return(_bytes);
        _bytes = [];
    }

    private int MoveToFront(int start, int size, int beside = 0)
    {
        byte[] target = _bytes;
        if (size != target.Length)
        {
            if (IsCounted || size > EventBudget.Uncounted)
            {
                _budget.Resize(stream, size + beside);
            }

            target = ByteArrays.Rent(size);
        }

        _bytes.AsSpan(start, End - start).CopyTo(target);
        if (!ReferenceEquals(target, _bytes))
        {
            ByteArrays.Return(_bytes);
            _bytes = target;
        }

        End -= start;
        return start;
    }
}
