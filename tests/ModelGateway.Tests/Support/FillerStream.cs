namespace ModelGateway.Tests.Support;

/// <summary>A stream with a given start and then the same bytes without end. Counts the bytes that were read.</summary>
internal sealed class FillerStream(byte[] beginning, byte[] filler) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes were read.</summary>
    public override long Position { get => Interlocked.Read(ref _position); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, 64 * 1024);
        for (int i = 0; i < count;)
        {
            byte[] source = _position < beginning.Length ? beginning : filler;
            int from = _position < beginning.Length ? (int)_position : (int)((_position - beginning.Length) % filler.Length);
            int part = Math.Min(count - i, source.Length - from);
            source.AsSpan(from, part).CopyTo(buffer[i..]);
            i += part;
            _position += part;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
