using System.Buffers;
using System.Buffers.Binary;
using ModelGateway.Failures;

namespace ModelGateway.Protocols.Streaming;

/// <summary>
/// Reads <c>application/vnd.amazon.eventstream</c>: frames of a prelude (total length, headers' length, the CRC-32 of both), headers,
/// payload and the CRC-32 of it all. An event's type is its name; an exception's is <c>exception:NAME</c>, an error's <c>error:CODE</c>
/// with the error's words as data, as such frames have no payload.
/// </summary>
internal sealed class AwsEventStreamReader(Stream stream, int maxFrameBytes = AwsEventStreamReader.DefaultMaxFrameBytes) : IStreamFrames
{
    /// <summary>The largest frame that the format allows.</summary>
    public const int DefaultMaxFrameBytes = 24 * 1024 * 1024;

    private const int PreludeLength = 12;
    private const int ChecksumLength = 4;
    private const int MaxHeadersLength = 128 * 1024;
    private const int InitialSize = 8 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;
    private int _checkedPrelude = -1;
    private int _typeStart;
    private int _typeLength;
    private int _dataStart;
    private int _dataLength;
    private byte[]? _composedType;

    public ReadOnlySpan<byte> EventType => _composedType ?? _buffer.AsSpan(_typeStart, _typeLength);

    public ReadOnlySpan<byte> Data => _buffer.AsSpan(_dataStart, _dataLength);

    /// <summary>Reads the next frame.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ProviderException">A checksum is wrong, a length impossible, or a frame larger than the bound.</exception>
    /// <exception cref="EndOfStreamException">The stream ended within a frame, as a connection that breaks.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryReadBuffered())
        {
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _end == _start ? false : throw new EndOfStreamException("The event stream ended within a frame.");
            }

            _end += read;
        }

        return true;
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static ProviderException Malformed(string what) =>
        new(new ProviderFailure(FailureKind.Malformed, $"The provider's event stream is broken: {what}"));

    // True with a whole frame; else the buffer has room for more of it.
    private bool TryReadBuffered()
    {
        int available = _end - _start;
        if (available < PreludeLength)
        {
            MakeRoom(PreludeLength);
            return false;
        }

        ReadOnlySpan<byte> prelude = _buffer.AsSpan(_start, PreludeLength);
        uint total = BinaryPrimitives.ReadUInt32BigEndian(prelude);
        uint headers = BinaryPrimitives.ReadUInt32BigEndian(prelude[4..]);
        CheckPrelude(prelude, total, headers);
        if (available < total)
        {
            MakeRoom((int)total);
            return false;
        }

        ReadFrame((int)total, (int)headers);
        return true;
    }

    private void CheckPrelude(ReadOnlySpan<byte> prelude, uint total, uint headers)
    {
        if (_checkedPrelude == _start)
        {
            return;
        }

        if (Crc32.Compute(prelude[..8]) != BinaryPrimitives.ReadUInt32BigEndian(prelude[8..]))
        {
            throw Malformed("the checksum of a frame's lengths is wrong.");
        }

        if (total > (uint)maxFrameBytes)
        {
            throw Malformed($"a frame has {total} bytes, more than the {maxFrameBytes} allowed.");
        }

        if (headers > MaxHeadersLength || total < PreludeLength + headers + ChecksumLength)
        {
            throw Malformed($"a frame of {total} bytes says that {headers} of them are headers.");
        }

        _checkedPrelude = _start;
    }

    private void ReadFrame(int total, int headersLength)
    {
        int body = total - ChecksumLength;
        if (Crc32.Compute(_buffer.AsSpan(_start, body)) != BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start + body)))
        {
            throw Malformed("the checksum of a frame is wrong.");
        }

        AwsEventStreamHeaders headers = AwsEventStreamHeaders.Read(_buffer.AsSpan(_start + PreludeLength, headersLength));
        _dataStart = _start + PreludeLength + headersLength;
        _dataLength = _start + body - _dataStart;
        _composedType = null;
        if (headers.MessageType.SequenceEqual("event"u8))
        {
            Locate(headers.EventType, out _typeStart, out _typeLength);
        }
        else if (headers.MessageType.SequenceEqual("exception"u8))
        {
            _composedType = [.. "exception:"u8, .. headers.ExceptionType];
        }
        else if (headers.MessageType.SequenceEqual("error"u8))
        {
            _composedType = [.. "error:"u8, .. headers.ErrorCode];
            Locate(headers.ErrorMessage, out _dataStart, out _dataLength);
        }
        else
        {
            throw Malformed("a frame is neither an event nor an exception nor an error.");
        }

        _start += total;
        _checkedPrelude = -1;
    }

    private void Locate(ReadOnlySpan<byte> part, out int start, out int length)
    {
        length = part.Length;
        start = 0;
        if (length > 0)
        {
            _buffer.AsSpan().Overlaps(part, out start);
        }
    }

    // The current event lies before _start and is no longer needed once the next one is read.
    private void MakeRoom(int frame)
    {
        if (_buffer.Length - _start >= frame && _end < _buffer.Length)
        {
            return;
        }

        byte[] target = _buffer.Length >= frame ? _buffer : ArrayPool<byte>.Shared.Rent(frame);
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        if (!ReferenceEquals(target, _buffer))
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _end -= _start;
        _checkedPrelude = _checkedPrelude == _start ? 0 : -1;
        _start = 0;
    }
}
