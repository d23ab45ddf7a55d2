namespace ModelGateway.Tests.Support;

/// <summary>Returns its bytes in two reads. The second read does not complete at once.</summary>
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
