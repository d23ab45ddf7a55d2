using ModelGateway.Buffers;

namespace ModelGateway.Tests.Buffers;

public sealed class ByteArraysTests
{
    [Fact]
    public void SmallArray_IsUsedAgain()
    {
        byte[] first = ByteArrays.Rent(20_000);
        ByteArrays.Return(first);

        byte[] second = ByteArrays.Rent(20_000);

        Assert.Same(first, second);
        Assert.Equal(ByteArrays.LengthFor(20_000), first.Length);
        ByteArrays.Return(second);
    }

    /// <summary>The shared pool would keep it for the life of the process.</summary>
    [Fact]
    public void LargeArray_IsLeftToTheCollector()
    {
        byte[] first = ByteArrays.Rent(ByteArrays.LargestPooled + 1);
        ByteArrays.Return(first);

        byte[] second = ByteArrays.Rent(ByteArrays.LargestPooled + 1);

        Assert.NotSame(first, second);
        Assert.Equal(ByteArrays.LargestPooled + 1, second.Length);
    }
}
