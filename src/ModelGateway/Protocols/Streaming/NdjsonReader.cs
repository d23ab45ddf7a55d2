using System.Buffers;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Streaming;

/// <summary>
/// Reads lines of JSON as bytes: lines end in LF or CRLF, blank ones and a byte order mark are skipped. A last line that lacks its end is
/// delivered if its JSON is whole; otherwise the stream broke off within it, and it counts as never sent.
/// </summary>
internal sealed class NdjsonReader(Stream stream, int maxLineBytes = SseReader.DefaultMaxEventBytes) : IStreamFrames
{
    private const int InitialSize = 4 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _lineStart;
    private int _searched;
    private int _end;
    private int _dataStart;
    private int _dataLength;
    private bool _pastByteOrderMark;
    private bool _ended;

    public ReadOnlySpan<byte> EventType => default;

    public ReadOnlySpan<byte> Data => _buffer.AsSpan(_dataStart, _dataLength);

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryReadBuffered())
            {
                return true;
            }

            if (_ended)
            {
                return false;
            }

            MakeRoom();
            int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                _ended = true;
                return TryReadLast();
            }

            _end += read;
        }
    }

    public void Dispose()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        _dataStart = _dataLength = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    private bool TryReadBuffered()
    {
        while (true)
        {
            int from = Math.Max(_searched, _lineStart);
            int at = _buffer.AsSpan(from, _end - from).IndexOf((byte)'\n');
            if (at < 0)
            {
                _searched = _end;
                return false;
            }

            int lineStart = _lineStart;
            _lineStart = _searched = from + at + 1;
            if (TrySetData(lineStart, from + at))
            {
                return true;
            }
        }
    }

    private bool TrySetData(int start, int end)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(start, end - start);
        if (!_pastByteOrderMark)
        {
            _pastByteOrderMark = true;
            if (line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            {
                line = line[3..];
            }
        }

        ReadOnlySpan<byte> data = line.TrimEnd(Blanks);
        _dataStart = end - line.Length;
        _dataLength = data.Length;
        return !data.TrimStart(Blanks).IsEmpty;
    }

    private bool TryReadLast()
    {
        int start = _lineStart;
        _lineStart = _searched = _end;
        if (!TrySetData(start, _end))
        {
            return false;
        }

        try
        {
            Utf8JsonReader json = new(Data, WireJson.Options);
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void MakeRoom()
    {
        int kept = _end - _lineStart;
        if (kept > maxLineBytes)
        {
            throw new ProviderException(new ProviderFailure(
                FailureKind.Malformed, $"The provider sent a line of more than {maxLineBytes} bytes."));
        }

        if (_end < _buffer.Length)
        {
            return;
        }

        byte[] target = _buffer;
        if (kept > _buffer.Length / 2)
        {
            target = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        }

        _buffer.AsSpan(_lineStart, kept).CopyTo(target);
        if (!ReferenceEquals(target, _buffer))
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _searched -= _lineStart;
        _lineStart = 0;
        _end = kept;
    }
}
