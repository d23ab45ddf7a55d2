using System.Buffers;
using ModelGateway.Buffers;

namespace ModelGateway.Protocols.Streaming;

/// <summary>The joined data lines of an event that has more than one.</summary>
internal sealed class PooledMultiline : IDisposable
{
    private PooledBufferWriter _writer = new();

    public ReadOnlySpan<byte> Span => _writer.WrittenSpan;

    public void Append(ReadOnlySpan<byte> data) => _writer.Write(data);

    public void AppendLine(ReadOnlySpan<byte> data)
    {
        _writer.Write("\n"u8);
        _writer.Write(data);
    }

    public void Clear()
    {
        _writer.Dispose();
        _writer = new PooledBufferWriter();
    }

    public void Dispose() => _writer.Dispose();
}
