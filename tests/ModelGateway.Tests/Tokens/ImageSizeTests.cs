using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

public sealed class ImageSizeTests
{
    [Fact]
    public void Read_FindsTheSizeInEveryFormat()
    {
        byte[] lossless = [.. "RIFF\0\0\0\0WEBPVP8L\0\0\0\0/"u8, 0x1F, 0xC3, 0x31, 0, .. new byte[8]];
        byte[] extended = [.. "RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0"u8, 0x1F, 3, 0, 0x57, 2, 0, .. new byte[8]];
        byte[] lossy = [.. "RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a"u8[..23], 0x9D, 1, 0x2A, 0x20, 3, 0x58, 2, .. new byte[8]];
        Assert.Equal(new ImageSize(800, 600), ImageSize.Read(extended));
        Assert.Equal(new ImageSize(800, 600), ImageSize.Read(lossy));
        Assert.Equal(new ImageSize(800, 200), ImageSize.Read(lossless));
        Assert.All(Enumerable.Range(0, 40), length => Assert.False(ImageSize.Read(new byte[length]).IsKnown));
        Assert.All(Enumerable.Range(0, 24), length => Assert.False(ImageSize.Read(SampleImages.Png(9, 9).AsSpan(0, length)).IsKnown));
        Assert.All(Enumerable.Range(0, 18), length => Assert.False(ImageSize.Read(SampleImages.Jpeg(9, 9).AsSpan(0, length)).IsKnown));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(640, 480)]
    [InlineData(65_535, 2)]
    public void Read_FindsTheSizeOfPngJpegAndGif(int width, int height)
    {
        ImageSize size = new(width, height);
        Assert.Equal(size, ImageSize.Read(SampleImages.Png(width, height)));
        Assert.Equal(size, ImageSize.Read(SampleImages.Jpeg(width, height)));
        Assert.Equal(size, ImageSize.Read(SampleImages.Gif(width, height)));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(100_000, 5)]
    public void Read_RejectsAnImplausibleSize(int width, int height) =>
        Assert.False(ImageSize.Read(SampleImages.Png(width, height)).IsKnown);
}
