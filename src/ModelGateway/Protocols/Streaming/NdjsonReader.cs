using System.Text.Json;
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
    private const int UsualLength = 4 * 1024;

    private EventBuffer _buffer = new(stream, budget, UsualLength);
    private int _lineStart;
    private int _searched;
    private int _dataStart;
    private int _dataLength;
    private bool _pastByteOrderMark;
    private bool _ended;

    public ReadOnlySpan<byte> EventType => default;

    public ReadOnlySpan<byte> Data => _buffer.Slice(_dataStart, _dataLength);

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

            int shift = _buffer.MakeRoom(_lineStart, "a line");
            _lineStart -= shift;
            _searched -= shift;
            int read = await _buffer.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                _ended = true;
                return TryReadLast();
            }

            _buffer.Add(read);
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _dataStart = _dataLength = 0;
    }

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    private bool TryReadBuffered()
    {
        while (true)
        {
            int from = Math.Max(_searched, _lineStart);
            int at = _buffer.Slice(from, _buffer.End - from).IndexOf((byte)'\n');
            if (at < 0)
            {
                _searched = _buffer.End;
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
        ReadOnlySpan<byte> line = _buffer.Slice(start, end - start);
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
        _lineStart = _searched = _buffer.End;
        if (!TrySetData(start, _buffer.End))
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
}
