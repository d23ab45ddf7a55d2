using System.Buffers.Binary;

namespace ModelGateway.Tokens;

/// <summary>The size of an image in pixels; 0 × 0 where it is unknown.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    // The JPEG markers that start a frame, whose header contains the size: C0 to CF except C4, C8 and CC.
    private const int FirstFrame = 0xC0;
    private const int LastFrame = 0xCF;

    public bool IsKnown => Width > 0 && Height > 0;

    /// <summary>Reads the size from the first bytes of a PNG, JPEG, GIF or WebP.</summary>
    public static ImageSize Read(ReadOnlySpan<byte> image)
    {
        if (image.Length >= 24 && image[0] == 0x89 && image[1..].StartsWith("PNG"u8))
        {
            return Create(BinaryPrimitives.ReadUInt32BigEndian(image[16..]), BinaryPrimitives.ReadUInt32BigEndian(image[20..]));
        }

        if (image.Length >= 10 && image.StartsWith("GIF8"u8))
        {
            return Create(BinaryPrimitives.ReadUInt16LittleEndian(image[6..]), BinaryPrimitives.ReadUInt16LittleEndian(image[8..]));
        }

        if (image.Length >= 30 && image.StartsWith("RIFF"u8) && image[8..].StartsWith("WEBP"u8))
        {
            return ReadWebP(image);
        }

        return image.Length >= 4 && image[0] == 0xFF && image[1] == 0xD8 ? ReadJpeg(image) : default;
    }

    private static ImageSize ReadJpeg(ReadOnlySpan<byte> image)
    {
        int at = 2;
        while (at + 9 < image.Length && image[at] == 0xFF)
        {
            int marker = image[at + 1];
            if (marker is >= FirstFrame and <= LastFrame and not (0xC4 or 0xC8 or 0xCC))
            {
                return Create(
                    BinaryPrimitives.ReadUInt16BigEndian(image[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(image[(at + 5)..]));
            }

            // Markers may be padded with FF. Markers without a length do not occur before the first frame.
            at += marker == 0xFF ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(image[(at + 2)..]);
        }

        return default;
    }

    private static ImageSize ReadWebP(ReadOnlySpan<byte> image)
    {
        ReadOnlySpan<byte> kind = image[12..16];
        if (kind.SequenceEqual("VP8 "u8))
        {
            return Create(
                BinaryPrimitives.ReadUInt16LittleEndian(image[26..]) & 0x3FFFu,
                BinaryPrimitives.ReadUInt16LittleEndian(image[28..]) & 0x3FFFu);
        }

        if (kind.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(image[21..]);
            return Create((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return kind.SequenceEqual("VP8X"u8)
            ? Create(
                (BinaryPrimitives.ReadUInt32LittleEndian(image[24..]) & 0xFFFFFF) + 1,
                (BinaryPrimitives.ReadUInt32LittleEndian(image[26..]) >> 8) + 1)
            : default;
    }

    private static ImageSize Create(uint width, uint height) =>
        width is > 0 and <= ushort.MaxValue && height is > 0 and <= ushort.MaxValue ? new((int)width, (int)height) : default;
}
