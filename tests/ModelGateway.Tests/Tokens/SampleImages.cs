using System.Buffers.Binary;

namespace ModelGateway.Tests.Tokens;

/// <summary>Headers of images of a given size.</summary>
internal static class SampleImages
{
    public static byte[] Png(int width, int height)
    {
        byte[] image = [0x89, .. "PNG\r\n\x1a\n\0\0\0\rIHDR"u8, .. new byte[17]];
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), height);
        return image;
    }

    public static byte[] Jpeg(int width, int height) =>
        [
            0xFF,
            0xD8,
            0xFF,
            0xE0,
            0,
            4,
            0,
            0,
            0xFF,
            0xC0,
            0,
            17,
            8,
            (byte)(height >> 8),
            (byte)height,
            (byte)(width >> 8),
            (byte)width,
            3,
            0,
            0,
            0,
            0,
        ];

    public static byte[] Gif(int width, int height) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0];
}
