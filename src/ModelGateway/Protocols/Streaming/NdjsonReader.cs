using System.Text.Json;
using ModelGateway.Buffers;
using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.Streaming;

/// <summary>
/// Reads lines of JSON as bytes: lines end in LF or CRLF, blank ones and a byte order mark are skipped. A last line that lacks its end is
/// delivered if its JSON is whole; otherwise the stream broke off within it, and it counts as never sent.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="budget">The bounds of a line; null for that of one line alone.</param>
internal sealed class NdjsonReader(Stream stream, EventBudget? budget = null) : IStreamFrames
{
    private const int InitialSize = 4 * 1024;

    private readonly EventBudget _budget = budget ?? EventBudget.Unlimited;
    private byte[] _buffer = ByteArrays.Rent(InitialSize);
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
            int read = _buffer.Length <= EventBudget.Uncounted
                ? await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false)
                : await _budget.ReadAsync(this, stream, _buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
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
        if (_buffer.Length > EventBudget.Uncounted)
        {
            _budget.Close(this);
        }

        ByteArrays.Return(_buffer);
        _buffer = [];
        _dataStart = _dataLength = 0;
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
        if (kept > _budget.MaxEventBytes)
        {
            throw _budget.TooLong("a line");
        }

        if (_buffer.Length > EventBudget.Uncounted && kept <= InitialSize / 2)
        {
            MoveToStart(kept, InitialSize);
        }
        else if (_end == _buffer.Length)
        {
            MoveToStart(kept, kept > _buffer.Length / 2 ? _buffer.Length * 2 : _buffer.Length);
        }
    }

    private void MoveToStart(int kept, int size)
    {
        byte[] target = _buffer;
        if (size != _buffer.Length)
        {
            if (Math.Max(size, _buffer.Length) > EventBudget.Uncounted)
            {
                _budget.Resize(this, size);
            }

            target = ByteArrays.Rent(size);
        }

        _buffer.AsSpan(_lineStart, kept).CopyTo(target);
        if (!ReferenceEquals(target, _buffer))
        {
            ByteArrays.Return(_buffer);
            _buffer = target;
        }

        _searched -= _lineStart;
        _lineStart = 0;
        _end = kept;
    }
}
