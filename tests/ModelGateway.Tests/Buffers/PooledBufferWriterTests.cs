using System.Buffers;
using System.Runtime.InteropServices;
using ModelGateway.Buffers;

namespace ModelGateway.Tests.Buffers;

public sealed class PooledBufferWriterTests
{
    [Fact]
    public void WrittenMemory_KeepsWhatWasWrittenWhenTheBufferGrows()
    {
        using PooledBufferWriter writer = new();
        byte[] bytes = new byte[3_000];
        for (int part = 0; part < 1_000; part++)
        {
            bytes.AsSpan().Fill((byte)part);
            writer.Write(bytes);
        }

        Assert.Equal(3_000_000, writer.WrittenCount);
        Assert.All(Enumerable.Range(0, 1_000), part => Assert.Equal((byte)part, writer.WrittenSpan[part * 3_000]));
    }

    [Fact]
    public void GetMemory_GrowsToNoMoreThanTheLargestLength()
    {
        const int Largest = (3 * ByteArrays.LargestPooled) + 1;
        using PooledBufferWriter writer = new();
        while (writer.WrittenCount < Largest)
        {
            Memory<byte> free = writer.GetMemory(1, Largest);
            writer.Advance(Math.Min(free.Length, 100_000));
        }

        Assert.True(MemoryMarshal.TryGetArray(writer.WrittenMemory, out ArraySegment<byte> segment));
        Assert.Equal(Largest, segment.Array!.Length);
    }

    [Fact]
    public void GetSpan_BeyondTheLengthOfArraysSaysSo()
    {
        using PooledBufferWriter writer = new();
        writer.Write("x"u8);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => writer.GetSpan(int.MaxValue));

        Assert.Contains("bytes", exception.Message, StringComparison.Ordinal);
    }
}
