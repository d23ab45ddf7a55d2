using System.Buffers;

namespace ModelGateway.Buffers;

/// <summary>
/// An <see cref="IBufferWriter{T}"/> over one array of <see cref="ByteArrays"/>. <see cref="Dispose"/> returns the array.
/// </summary>
internal class PooledBufferWriter : IBufferWriter<byte>, IDisposable
{
    /// <summary>The length that a buffer begins with, in bytes.</summary>
    protected const int InitialSize = 4096;

    private byte[]? _buffer;
    private int _written;

    public int WrittenCount => _written;

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _written);

    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _written);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, (_buffer?.Length ?? 0) - _written);
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint, Array.MaxLength);
        return _buffer.AsMemory(_written);
    }

    /// <summary>As <see cref="GetMemory(int)"/>; a buffer that has to grow grows to no more than a length if that is enough.</summary>
    public Memory<byte> GetMemory(int sizeHint, int largest)
    {
        Reserve(sizeHint, largest);
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint, Array.MaxLength);
        return _buffer.AsSpan(_written);
    }

    public void Dispose()
    {
        byte[]? buffer = _buffer;
        _buffer = null;
        _written = 0;
        if (buffer is not null)
        {
            if (buffer.Length > InitialSize)
            {
                OnLargeReturned(buffer.Length);
            }

            ByteArrays.Return(buffer);
        }
    }

    /// <summary>Called before the buffer becomes longer than it begins; what it throws leaves the buffer as it is.</summary>
    /// <param name="from">Its length, at least that which it begins with.</param>
    /// <param name="to">The length that it is to have.</param>
    protected virtual void OnGrowing(int from, int to)
    {
    }

    /// <summary>Called when a buffer that had grown is returned.</summary>
    protected virtual void OnLargeReturned(int length)
    {
    }

    private void Reserve(int sizeHint, int largest)
    {
        sizeHint = Math.Max(sizeHint, 1);
        if (_buffer is null || _buffer.Length - _written < sizeHint)
        {
            Grow(sizeHint, largest);
        }
    }

    private void Grow(int sizeHint, int largest)
    {
        long needed = (long)_written + sizeHint;
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException($"The text has more than {Array.MaxLength} bytes.");
        }

        long doubled = Math.Min(Math.Max(InitialSize, (_buffer?.Length ?? 0) * 2L), largest);
        int size = ByteArrays.LengthFor((int)Math.Max(doubled, needed));
        if (size > InitialSize)
        {
            OnGrowing(Math.Max(InitialSize, _buffer?.Length ?? 0), size);
        }

        byte[] larger = ByteArrays.Rent(size);
        if (_buffer is not null)
        {
            _buffer.AsSpan(0, _written).CopyTo(larger);
            ByteArrays.Return(_buffer);
        }

        _buffer = larger;
    }
}
