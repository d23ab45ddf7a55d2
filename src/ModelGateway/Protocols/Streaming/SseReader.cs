using System.Buffers;

namespace ModelGateway.Protocols.Streaming;

/// <summary>
/// Reads server-sent events as bytes, without turning them into strings: lines end in LF, CR or CRLF, a byte order mark is skipped,
/// several data lines are joined by LF, comments are skipped (https://html.spec.whatwg.org/multipage/server-sent-events.html).
/// Unlike a browser it delivers a last event that lacks its blank line, if the event's lines are whole.
/// </summary>
internal sealed class SseReader : IStreamFrames
{
    private const int UsualLength = 8 * 1024;
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private EventBuffer _buffer;
    private int _eventStart;
    private int _lineStart;
    private int _searched;
    private int _typeStart;
    private int _typeLength;
    private int _dataStart;
    private int _dataLength;
    private int _dataLines;
    private PooledMultiline? _multiline;
    private bool _skipLineFeed;
    private bool _pastByteOrderMark;
    private bool _ended;

    /// <summary>Begins to read a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="budget">The bounds of an event; null for that of one event alone.</param>
    public SseReader(Stream stream, EventBudget? budget = null)
    {
        _buffer = new EventBuffer(stream, budget, UsualLength);
    }

    /// <summary>The current event's type; empty where the stream named none. Valid until the next read.</summary>
    public ReadOnlySpan<byte> EventType => _buffer.Slice(_typeStart, _typeLength);

    /// <summary>The current event's data. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Data => _dataLines > 1 ? _multiline!.Span : _buffer.Slice(_dataStart, _dataLength);

    /// <summary>Reads the next event that has data.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ProviderException">An event is larger than the bound.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        BeginEvent();
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
            int read = await _buffer.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                _ended = true;
                if (_dataLines > 0)
                {
                    return true;
                }

                return false;
            }

            _buffer.Add(read);
        }
    }

    public void Dispose()
    {
        _buffer.Dispose();
        _multiline?.Dispose();
        _multiline = null;
    }

    private void BeginEvent()
    {
        _eventStart = _lineStart;
        _typeStart = _typeLength = _dataStart = _dataLength = _dataLines = 0;
        _multiline?.Clear();
    }

    private bool TryReadBuffered()
    {
        if (!_pastByteOrderMark && !TrySkipByteOrderMark())
        {
            return false;
        }

        while (true)
        {
            SkipLineFeed();
            int from = Math.Max(_searched, _lineStart);
            int at = _buffer.Slice(from, _buffer.End - from).IndexOfAny(LineEnds);
            if (at < 0)
            {
                _searched = _buffer.End;
                return false;
            }

            int lineEnd = from + at;
            int lineStart = _lineStart;
            _skipLineFeed = _buffer[lineEnd] == (byte)'\r';
            _lineStart = lineEnd + 1;
            _searched = _lineStart;
            if (lineEnd == lineStart)
            {
                if (_dataLines > 0)
                {
                    return true;
                }

                BeginEvent();
                continue;
            }

            ReadLine(lineStart, lineEnd);
        }
    }

    private void SkipLineFeed()
    {
        if (_skipLineFeed && _lineStart < _buffer.End)
        {
            _skipLineFeed = false;
            if (_buffer[_lineStart] == (byte)'\n')
            {
                _lineStart++;
            }
        }
    }

    private bool TrySkipByteOrderMark()
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        ReadOnlySpan<byte> buffered = _buffer.Slice(0, Math.Min(_buffer.End, mark.Length));
        if (!mark.StartsWith(buffered))
        {
            _pastByteOrderMark = true;
        }
        else if (buffered.Length == mark.Length)
        {
            _pastByteOrderMark = true;
            _lineStart = _eventStart = mark.Length;
        }

        return _pastByteOrderMark;
    }

    private void ReadLine(int start, int end)
    {
        ReadOnlySpan<byte> line = _buffer.Slice(start, end - start);
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> field = colon < 0 ? line : line[..colon];
        int valueStart = colon < 0 ? end : start + colon + 1;
        if (valueStart < end && _buffer[valueStart] == (byte)' ')
        {
            valueStart++;
        }

        if (field.SequenceEqual("data"u8))
        {
            AddData(valueStart, end - valueStart);
        }
        else if (field.SequenceEqual("event"u8))
        {
            _typeStart = valueStart;
            _typeLength = end - valueStart;
        }
        else if (field.SequenceEqual("error"u8) && valueStart < end && _buffer[valueStart] == (byte)'{')
        {
            // Not in the standard, but some servers report a failure so: an event of the type that the field's name is.
            _typeStart = start;
            _typeLength = field.Length;
            AddData(valueStart, end - valueStart);
        }

        // Comments (an empty field name), id and retry mean nothing to a model's stream.
    }

    private void AddData(int start, int length)
    {
        _dataLines++;
        if (_dataLines == 1)
        {
            _dataStart = start;
            _dataLength = length;
            return;
        }

        _multiline ??= new PooledMultiline();
        if (_dataLines == 2)
        {
            _multiline.Append(_buffer.Slice(_dataStart, _dataLength));
        }

        _multiline.AppendLine(_buffer.Slice(start, length));
    }

    private void MakeRoom()
    {
        if (_dataLines == 0 && _typeLength == 0)
        {
            // Nothing of this event is needed but the line in progress: comments alone never fill the buffer.
            _eventStart = _lineStart;
        }

        int shift = _buffer.MakeRoom(_eventStart, "an event", _multiline?.Span.Length ?? 0);
        _eventStart -= shift;
        _lineStart -= shift;
        _searched -= shift;
        _typeStart = Math.Max(0, _typeStart - shift);
        _dataStart = Math.Max(0, _dataStart - shift);
    }
}
