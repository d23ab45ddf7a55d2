namespace ModelGateway.Tests.Support;

/// <summary>Gives out its bytes in two reads, the second of which is not ready at once.</summary>
internal sealed class TwoPieceStream(byte[] bytes, int at) : MemoryStream(bytes, writable: false)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool isSecond = Position >= at;
        if (isSecond)
        {
            await Task.Yield();
        }

        int room = isSecond ? buffer.Length : Math.Min(buffer.Length, at - (int)Position);
        return Read(buffer.Span[..room]);
    }
}
