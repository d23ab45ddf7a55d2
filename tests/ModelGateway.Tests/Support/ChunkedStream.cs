namespace ModelGateway.Tests.Support;

/// <summary>A stream that arrives in given pieces: a read returns at most the rest of one piece, as a socket does.</summary>
internal sealed class ChunkedStream(IEnumerable<ReadOnlyMemory<byte>> pieces) : Stream
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> _pieces = pieces.GetEnumerator();
    private ReadOnlyMemory<byte> _left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The bytes in two pieces, cut at <paramref name="at"/>.</summary>
    public static ChunkedStream Split(byte[] bytes, int at) => new([bytes.AsMemory(0, at), bytes.AsMemory(at)]);

    /// <summary>The bytes in pieces of random lengths from 1 to <paramref name="longest"/>.</summary>
    public static ChunkedStream Random(byte[] bytes, Random random, int longest) => new(Pieces(bytes, random, longest));

    public override int Read(Span<byte> buffer)
    {
        while (_left.IsEmpty)
        {
            if (!_pieces.MoveNext())
            {
                return 0;
            }

            _left = _pieces.Current;
        }

        int count = Math.Min(buffer.Length, _left.Length);
        _left.Span[..count].CopyTo(buffer);
        _left = _left[count..];
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

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] bytes, Random random, int longest)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(random.Next(1, longest + 1), bytes.Length - at);
            yield return bytes.AsMemory(at, length);
            at += length;
        }
    }
}
