using System.Buffers.Binary;
using ModelGateway.Failures;

namespace ModelGateway.Protocols.Streaming;

/// <summary>
/// Reads <c>application/vnd.amazon.eventstream</c>: frames of a prelude (total length, headers' length, the CRC-32 of both), headers,
/// payload and the CRC-32 of it all. An event's type is its name; an exception's is <c>exception:NAME</c>, an error's <c>error:CODE</c>
/// with the error's words as data, as such frames have no payload.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="budget">The bounds of a frame; null for the format's own alone.</param>
internal sealed class AwsEventStreamReader(Stream stream, EventBudget? budget = null) : IStreamFrames
{
    /// <summary>The largest frame that the format allows.</summary>
    public const int MaxFrameBytes = 24 * 1024 * 1024;

    private const int PreludeLength = 12;
    private const int ChecksumLength = 4;
    private const int MaxHeadersLength = 128 * 1024;
    private const int UsualLength = 8 * 1024;

    private EventBuffer _buffer = new(stream, budget, UsualLength);
    private int _start;
    private int _checkedPrelude = -1;
    private int _typeStart;
    private int _typeLength;
    private int _dataStart;
    private int _dataLength;
    private byte[]? _composedType;

    public ReadOnlySpan<byte> EventType => _composedType ?? _buffer.Slice(_typeStart, _typeLength);

    public ReadOnlySpan<byte> Data => _buffer.Slice(_dataStart, _dataLength);

    /// <summary>Reads the next frame.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ProviderException">A checksum is wrong, a length impossible, or a frame larger than the bound.</exception>
    /// <exception cref="EndOfStreamException">The stream ended within a frame, as a connection that breaks.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!TryReadBuffered())
        {
            int read = await _buffer.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _buffer.End == _start ? false : throw new EndOfStreamException("The event stream ended within a frame.");
            }

            _buffer.Add(read);
        }

        return true;
    }

    public void Dispose() => _buffer.Dispose();

    internal static ProviderException Malformed(string what) =>
        new(new ProviderFailure(FailureKind.Malformed, $"The provider's event stream is broken: {what}"));

    // True with a whole frame; else the buffer has room for more of it.
    private bool TryReadBuffered()
    {
        int available = _buffer.End - _start;
        if (available < PreludeLength)
        {
            MakeRoom(PreludeLength);
            return false;
        }

        ReadOnlySpan<byte> prelude = _buffer.Slice(_start, PreludeLength);
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

        int allowed = Math.Min(MaxFrameBytes, _buffer.MaxEventBytes);
        if (total > (uint)allowed)
        {
            throw Malformed($"a frame has {total} bytes, more than the {allowed} allowed.");
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
        uint sum = BinaryPrimitives.ReadUInt32BigEndian(_buffer.Slice(_start + body, ChecksumLength));
        if (Crc32.Compute(_buffer.Slice(_start, body)) != sum)
        {
            throw Malformed("the checksum of a frame is wrong.");
        }

        AwsEventStreamHeaders headers = AwsEventStreamHeaders.Read(_buffer.Slice(_start + PreludeLength, headersLength));
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
            _buffer.Slice(0, _buffer.End).Overlaps(part, out start);
        }
    }

    // The current event lies before _start and is no longer needed once the next one is read.
    private void MakeRoom(int frame)
    {
        int shift = _buffer.MakeRoomFor(frame, _start);
        _start -= shift;
        _checkedPrelude = Math.Max(-1, _checkedPrelude - shift);
    }
}
